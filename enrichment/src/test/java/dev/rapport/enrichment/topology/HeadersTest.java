package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.USER;
import static dev.rapport.enrichment.topology.Events.identify;
import static dev.rapport.enrichment.topology.Events.track;
import static dev.rapport.enrichment.topology.Events.viewed;
import static dev.rapport.enrichment.topology.Shop.NO_HOLDOUT;
import static dev.rapport.enrichment.topology.Shop.publish;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a request carried in the headers of its event, a trace among it, is in every record that follows from it. */
final class HeadersTest {
    private static final Headers TRACE = new RecordHeaders().add("traceparent", "00-trace-span-01".getBytes(UTF_8));

    private final EnrichmentHarness harness = new EnrichmentHarness();

    @AfterEach
    void close() {
        harness.close();
    }

    static List<Topic<?>> following() {
        return List.of(Topics.EVENTS_ENRICHED, Topics.PROFILES, Topics.CONSENTS, Topics.DECISIONS, Topics.PROMPTS);
    }

    @ParameterizedTest
    @MethodSource("following")
    void passThroughToWhatFollowsFromAnEvent(Topic<?> topic) {
        // Given
        publish(harness, NO_HOLDOUT);
        var agreed = identify("{\"consents\":{\"marketing\":true}}").build();
        var viewed = viewed("lamp-1").setUserId(USER).build();
        // When
        harness.pipe(Topics.EVENTS_CAPTURED, USER, agreed, TRACE);
        harness.pipe(Topics.EVENTS_CAPTURED, USER, viewed, TRACE);
        // Then
        assertThat(harness.records(topic))
                .isNotEmpty()
                .extracting(TestRecord::headers)
                .containsOnly(TRACE);
    }

    @Test
    void passThroughToARejection() {
        // Given
        var broken = track("Order Completed", "{\"revenue\":\"much\"}").build();
        // When
        harness.pipe(Topics.EVENTS_CAPTURED, USER, broken, TRACE);
        // Then
        assertThat(harness.records(Topics.EVENTS_REJECTED))
                .singleElement()
                .extracting(TestRecord::headers)
                .isEqualTo(TRACE);
    }
}
