package io.footman.agent;

import io.footman.agent.command.FootmanCommand;

/** Where the JVM enters. */
public final class AgentApplication {
    private AgentApplication() {}

    public static void main(String[] arguments) {
        System.exit(FootmanCommand.execute(arguments));
    }
}
