/** The one kept connection to the broker. */
@NullMarked
package io.footman.gateway.mqtt;

import org.jspecify.annotations.NullMarked;
