package io.footman.agent.destination.support;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.destination.SendResult;
import io.footman.agent.http.CallOutcome;
import java.util.Optional;

/** What is particular about a chat service that takes JSON messages at a webhook. */
public interface ChatService {

    /** As people call it, such as {@code Slack}. */
    String name();

    /** What head and tail of the script log may cost each. */
    int logBudget();

    /** UTF-8 bytes of the largest message. */
    int longestBytes();

    /** The body to be sent for a message. */
    ObjectNode body(ObjectNode message);

    /** What an answer means; {@code templateProblem} tells why the user's template was not used, if so. */
    SendResult result(CallOutcome outcome, Optional<String> templateProblem);
}
