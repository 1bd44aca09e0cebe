/** The gateway's configuration as typed records. */
@NullMarked
package io.footman.gateway.settings;

import org.jspecify.annotations.NullMarked;
