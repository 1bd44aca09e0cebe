/** PEM files as Qlik, brokers and mail servers hand them out, read into what the JDK's TLS wants. */
@NullMarked
package io.footman.model.tls;

import org.jspecify.annotations.NullMarked;
