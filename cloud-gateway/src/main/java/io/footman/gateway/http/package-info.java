/** The routes, the same on every server, and the answers. */
@NullMarked
package io.footman.gateway.http;

import org.jspecify.annotations.NullMarked;
