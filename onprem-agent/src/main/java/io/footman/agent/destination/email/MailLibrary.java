package io.footman.agent.destination.email;

import org.eclipse.angus.mail.util.MailStreamProvider;

/** Settings of the mail library that it takes from nowhere but the Java system properties. */
final class MailLibrary {
    private static final String STREAM_PROVIDER = "jakarta.mail.util.StreamProvider";

    private MailLibrary() {}

    /**
     * Names the one implementation there is. Otherwise the library searches all jars for it with every part of every mail: a
     * quarter of what a mail costs. A property that somebody has set stays.
     */
    static void prepare() {
        if (System.getProperty(STREAM_PROVIDER) == null) {
            System.setProperty(STREAM_PROVIDER, MailStreamProvider.class.getName());
        }
    }
}
