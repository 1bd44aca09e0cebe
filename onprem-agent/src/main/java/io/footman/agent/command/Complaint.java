package io.footman.agent.command;

import io.footman.agent.journal.JournalUnavailableException;
import io.footman.model.settings.InvalidSettingsException;
import io.footman.model.settings.Mistake;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what is wrong in the words of the user: one line for each mistake, no stack trace. */
final class Complaint implements IExecutionExceptionHandler {
    /** Something failed although the configuration is good. */
    static final int FAILED = 1;

    /** The configuration cannot be used. */
    static final int BAD_CONFIGURATION = 2;

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments)
            throws Exception {
        PrintWriter err = command.getErr();
        if (failure instanceof InvalidSettingsException invalid) {
            int count = invalid.mistakes().size();
            err.println("Footman cannot use this configuration, " + count + (count == 1 ? " mistake:" : " mistakes:"));
            for (Mistake mistake : invalid.mistakes()) {
                err.println("  " + mistake);
            }
            err.flush();
            return BAD_CONFIGURATION;
        }
        if (failure instanceof JournalUnavailableException) {
            err.println(failure.getMessage());
            err.flush();
            return FAILED;
        }
        throw failure;
    }
}
