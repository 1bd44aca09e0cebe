package io.footman.agent.enrich.cloud;

/** A look-up could not start because the one that would have told its id failed; the message is that one's reason. */
final class NeededLookupFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NeededLookupFailedException(String why) {
        super(why, null, false, false);
    }
}
