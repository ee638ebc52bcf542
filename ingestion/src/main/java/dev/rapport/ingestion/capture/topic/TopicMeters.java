package dev.rapport.ingestion.capture.topic;

import dev.rapport.ingestion.capture.RawEvent;
import dev.rapport.runtime.metrics.CounterMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;

/** What became of the records of topics that are sources. The topics are those of the configuration, never more. */
public final class TopicMeters {
    private static final CounterMeter RECORDS = CounterMeter.of(
            "rapport.topics.records",
            "records",
            "Records of topics that are sources, by what they were: taken, ignored as they say nothing that is wanted, or unreadable, which are rejected.",
            "topic",
            "outcome");
    private static final CounterMeter RETRIES = CounterMeter.of(
            "rapport.topics.retries",
            "attempts",
            "Times that records of topics were read again, by what was away: sink, registry or kafka.",
            "cause");

    private final MeterRegistry registry;

    public TopicMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Counts one record.
     *
     * @param events      that it says
     * @param saysOthers  whether it says something beside them
     */
    public void read(String topic, List<? extends RawEvent> events, boolean saysOthers) {
        var unreadable = events.stream().anyMatch(UnreadableRecord.class::isInstance);
        var said = events.isEmpty() && !saysOthers ? "ignored" : "taken";
        RECORDS.in(registry, topic, unreadable ? "unreadable" : said).increment();
    }

    /** Why records are read again. */
    enum Cause {
        SINK,
        REGISTRY,
        KAFKA
    }

    void retried(Cause cause) {
        RETRIES.in(registry, cause.name().toLowerCase(Locale.ROOT)).increment();
    }
}
