package io.footman.agent.destination.support;

/** How much a chat message shows. */
public enum Mode {
    /** All that is known, by a template. */
    FORMATTED,
    /** One line and two buttons. */
    BASIC
}
