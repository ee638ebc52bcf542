package dev.rapport.scoring.topology;

import static dev.rapport.testkit.record.Records.CUSTOMER;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static dev.rapport.testkit.record.Records.euros;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.event.StandardEvents;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.scoring.history.ScoringRules;
import dev.rapport.testkit.topology.TopologyHarness;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

final class HeadersTest {
    @Test
    void passThroughToTheConversionThatAnEventIs() {
        // Given
        var trace = new RecordHeaders().add("traceparent", "00-trace-span-01".getBytes(UTF_8));
        var order = anEnrichedEvent()
                .setName(StandardEvents.ORDER_COMPLETED)
                .setOrderId("order-1")
                .setRevenue(euros(50_00L))
                .build();
        try (var harness = TopologyHarness.start(
                "rapport-scoring", serdes -> new ScoringTopology(serdes, ScoringRules.defaults()).build())) {
            // When
            harness.pipe(Topics.EVENTS_ENRICHED, CUSTOMER, order, trace);
            // Then
            assertThat(harness.drainRecords(Topics.CONVERSIONS))
                    .singleElement()
                    .extracting(TestRecord::headers)
                    .isEqualTo(trace);
        }
    }
}
