/** What the clients of both Qlik platforms share. */
@NullMarked
package io.footman.agent.qlik;

import org.jspecify.annotations.NullMarked;
