/** Qlik Cloud events as every part of Footman reads them, whatever body form they came in. */
@NullMarked
package io.footman.model.cloud;

import org.jspecify.annotations.NullMarked;
