/** The quickstart: starts both applications as packaged, plays Qlik Cloud and the receivers, shows what came out. */
@NullMarked
package io.footman.quickstart;

import org.jspecify.annotations.NullMarked;
