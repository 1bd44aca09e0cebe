/** Stands beside Qlik Sense, takes events in and tells the people who must know. */
@NullMarked
package io.footman.agent;

import org.jspecify.annotations.NullMarked;
