package io.footman.benchmark;

import io.footman.testkit.TestBroker;
import java.nio.file.Path;

/** Apache Artemis as a process of its own, where mosquitto is not installed. Prints its port. */
public final class EmbeddedBroker {
    private EmbeddedBroker() {}

    /** @param arguments the data folder */
    public static void main(String[] arguments) {
        TestBroker broker = new TestBroker(Path.of(arguments[0])).start();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        System.out.println("port " + broker.port());
    }
}
