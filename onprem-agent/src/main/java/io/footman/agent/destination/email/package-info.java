/** E-mail by SMTP. */
@NullMarked
package io.footman.agent.destination.email;

import org.jspecify.annotations.NullMarked;
