package io.footman.agent.destination.teams;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footman.agent.destination.SendResult;
import io.footman.agent.destination.support.ChatService;
import io.footman.agent.destination.support.HttpResults;
import io.footman.agent.http.CallOutcome;
import java.util.Optional;

/** Teams behind a workflow of Power Automate, which answers 202 and takes 28 KB. */
final class TeamsService implements ChatService {
    /** Below Teams' limit of 28 KB ("Limits and specifications for Microsoft Teams"), with room for the workflow's own words. */
    static final int LONGEST_BYTES = 27 * 1024;

    private static final int LOG_BUDGET = 8 * 1024;

    @Override
    public String name() {
        return "Teams";
    }

    @Override
    public int logBudget() {
        return LOG_BUDGET;
    }

    @Override
    public int longestBytes() {
        return LONGEST_BYTES;
    }

    @Override
    public ObjectNode body(ObjectNode message) {
        return message;
    }

    @Override
    public SendResult result(CallOutcome outcome, Optional<String> templateProblem) {
        return HttpResults.of(outcome, templateProblem);
    }
}
