/** The contract between the lanes and the places that alerts go to. */
@NullMarked
package io.footman.agent.destination;

import org.jspecify.annotations.NullMarked;
