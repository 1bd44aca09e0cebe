/** Handlebars as Butler's users know it, limited to plain values and bounded in size and time. */
@NullMarked
package io.footman.agent.template;

import org.jspecify.annotations.NullMarked;
