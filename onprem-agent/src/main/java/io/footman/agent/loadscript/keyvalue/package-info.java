/** The key-value store as load scripts call it (Butler REST API §3.4). */
@NullMarked
package io.footman.agent.loadscript.keyvalue;

import org.jspecify.annotations.NullMarked;
