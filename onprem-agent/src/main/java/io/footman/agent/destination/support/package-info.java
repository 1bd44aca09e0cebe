/** What destinations share: template variables, default and user templates, reading of answers, cutting of texts. */
@NullMarked
package io.footman.agent.destination.support;

import org.jspecify.annotations.NullMarked;
