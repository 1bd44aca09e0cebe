/**
 * The UDP doors: what the log4net appenders of a client-managed Qlik Sense site send becomes stored events. UDP knows no
 * acknowledgement, so the socket is emptied first and everything else happens behind it.
 */
@NullMarked
package io.footman.agent.intake.udp;

import org.jspecify.annotations.NullMarked;
