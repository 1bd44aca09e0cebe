package io.footman.agent.intake;

/** One way for events into the agent. The corridor opens all doors last and closes them first. */
public interface Door extends AutoCloseable {
    /**
     * Lets events in. A peer that is away is waited for in the background.
     *
     * @throws io.footman.model.settings.InvalidSettingsException when it can never be opened as configured: a taken port
     */
    void start();

    /** Lets nothing more in; waits briefly until what came in is stored. Does nothing twice. */
    @Override
    void close();
}
