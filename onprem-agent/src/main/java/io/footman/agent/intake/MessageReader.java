package io.footman.agent.intake;

import io.footman.agent.model.Event;

/** Turns the messages of one topic into events. */
interface MessageReader {
    /** @throws RefusedException when the message is not accepted */
    Event read(Message message) throws RefusedException;
}
