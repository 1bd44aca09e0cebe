package io.footman.benchmark;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What one run of the load generator saw after its warm-up.
 *
 * @param answers number of answers by status code
 * @param nanos time from the moment a request was due to its answer
 */
record Load(Duration measured, Map<Integer, Long> answers, Histogram nanos) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Requests answered with 200 per second. */
    double acceptedPerSecond() {
        return answers.getOrDefault(200, 0L) / (measured.toNanos() / 1e9);
    }

    double millisAt(double percentile) {
        return nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }

    /** All answers but 200, for the table; empty when there are none. */
    String failures() {
        Map<Integer, Long> others = new TreeMap<>(answers);
        others.remove(200);
        return others.isEmpty() ? "" : ", others " + others;
    }
}
