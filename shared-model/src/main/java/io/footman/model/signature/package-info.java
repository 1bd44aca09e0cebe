/** The webhook signature: HMAC-SHA256 over the received bytes. */
@NullMarked
package io.footman.model.signature;

import org.jspecify.annotations.NullMarked;
