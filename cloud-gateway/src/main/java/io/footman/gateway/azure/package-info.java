/** The gateway as an Azure Function. */
@NullMarked
package io.footman.gateway.azure;

import org.jspecify.annotations.NullMarked;
