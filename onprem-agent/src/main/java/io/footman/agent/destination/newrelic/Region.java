package io.footman.agent.destination.newrelic;

/** New Relic's data centres with their addresses; Butler's default is the European one. */
enum Region {
    EU(
            "https://insights-collector.eu01.nr-data.net",
            "https://log-api.eu.newrelic.com/log/v1",
            "https://insights-collector.eu01.nr-data.net/metric/v1"),
    US(
            "https://insights-collector.newrelic.com",
            "https://log-api.newrelic.com/log/v1",
            "https://metric-api.newrelic.com/metric/v1");

    private final String eventUrl;
    private final String logUrl;
    private final String metricUrl;

    Region(String eventUrl, String logUrl, String metricUrl) {
        this.eventUrl = eventUrl;
        this.logUrl = logUrl;
        this.metricUrl = metricUrl;
    }

    String eventUrl() {
        return eventUrl;
    }

    String logUrl() {
        return logUrl;
    }

    String metricUrl() {
        return metricUrl;
    }
}
