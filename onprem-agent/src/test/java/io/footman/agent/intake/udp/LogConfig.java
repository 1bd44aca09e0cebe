package io.footman.agent.intake.udp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A {@code LocalLogConfig.xml} as log4net understands it, as far as UDP appenders need (log4net Qlik §2, §3, §7). */
final class LogConfig {
    private static final Pattern CONVERSION = Pattern.compile("%([a-z]+)(?:\\{([^}]*)})?");

    private final Document document;

    LogConfig(Path file) throws Exception {
        document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    /** What a Qlik service logs; properties that are missing are not set. */
    record LogEvent(String logger, String level, String message, Map<String, String> properties) {}

    /** What leaves the machine. */
    record Datagram(int port, String text) {}

    record Appender(Element element) {
        String name() {
            return element.getAttribute("name");
        }

        String type() {
            return element.getAttribute("type");
        }

        String parameter(String name) {
            return parameterOf(element, name).orElseThrow(() -> new AssertionError(name() + " lacks " + name));
        }

        String pattern() {
            return parameterOf(layout(), "conversionpattern").orElseThrow();
        }

        Element layout() {
            return children(element, "layout").get(0);
        }

        List<Element> filters() {
            return children(element, "filter");
        }

        List<String> texts() {
            return filters().stream()
                    .flatMap(filter -> parameterOf(filter, "stringToMatch").stream())
                    .toList();
        }

        /** The first filter that has an opinion decides; without any everything passes. */
        boolean passes(String message) {
            for (Element filter : filters()) {
                if (filter.getAttribute("type").equals("log4net.Filter.DenyAllFilter")) {
                    return false;
                }
                if (message.contains(parameterOf(filter, "stringToMatch").orElseThrow())) {
                    return true;
                }
            }
            return true;
        }
    }

    List<Appender> appenders() {
        return children(document.getDocumentElement(), "appender").stream()
                .map(Appender::new)
                .toList();
    }

    /** Loggers and the appenders they refer to. */
    Map<String, List<String>> loggers() {
        Map<String, List<String>> loggers = new java.util.LinkedHashMap<>();
        for (Element logger : children(document.getDocumentElement(), "logger")) {
            loggers.put(
                    logger.getAttribute("name"),
                    children(logger, "appender-ref").stream()
                            .map(reference -> reference.getAttribute("ref"))
                            .toList());
        }
        return loggers;
    }

    List<Datagram> send(LogEvent event) {
        List<Datagram> datagrams = new ArrayList<>();
        for (Appender appender : appenders()) {
            if (loggers().getOrDefault(event.logger(), List.of()).contains(appender.name())
                    && appender.passes(event.message())) {
                datagrams.add(new Datagram(
                        Integer.parseInt(appender.parameter("remotePort")), print(appender.pattern(), event)));
            }
        }
        return datagrams;
    }

    /** Prints as log4net does; a conversion that is not known is left as it stands. */
    static String print(String pattern, LogEvent event) {
        Matcher conversion = CONVERSION.matcher(pattern);
        return conversion.replaceAll(match -> Matcher.quoteReplacement(
                switch (match.group(1)) {
                    case "hostname" -> "sense1";
                    case "date" -> "2026-11-20 08:15:31,123";
                    case "level" -> event.level();
                    case "message" -> event.message();
                    case "property" -> event.properties().getOrDefault(match.group(2), "(null)");
                    default -> match.group();
                }));
    }

    private static Optional<String> parameterOf(Element element, String name) {
        return children(element, "param").stream()
                .filter(parameter -> parameter.getAttribute("name").equals(name))
                .map(parameter -> parameter.getAttribute("value"))
                .findFirst();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
