/** What the API offers, as an OpenAPI document made from the code, and the page to read and try it. */
@NullMarked
package io.footman.agent.rest.documentation;

import org.jspecify.annotations.NullMarked;
