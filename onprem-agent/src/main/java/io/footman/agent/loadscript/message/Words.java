package io.footman.agent.loadscript.message;

/** What several endpoints say about themselves in the API's document. */
final class Words {
    static final String WAIT =
            "So many seconds, 60 at most, the call waits for the end of the message. Without it the answer"
                    + " comes as soon as the message is stored.";
    static final String KEY = "A second call with the same key sends nothing and gets the answer of the first.";
    static final String STORED = "The message is stored and will be sent; after a wait its state may be delivered";
    static final String UNUSABLE = "A field is missing or too long; the message names it";
    static final String NOT_SENT = "After a wait: the other side refuses the message; the reason is told";
    static final String NOT_STORED = "The agent cannot store the message now; try again";

    private Words() {}
}
