/** Sets up logging without a file to parse. */
@NullMarked
package io.footman.gateway.logging;

import org.jspecify.annotations.NullMarked;
