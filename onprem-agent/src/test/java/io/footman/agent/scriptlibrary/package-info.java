/** The Qlik script library ({@code qlik/script}): its text is checked, and every call it builds is sent to a running agent. */
@NullMarked
package io.footman.agent.scriptlibrary;

import org.jspecify.annotations.NullMarked;
