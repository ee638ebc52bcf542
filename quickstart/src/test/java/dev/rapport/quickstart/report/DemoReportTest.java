package dev.rapport.quickstart.report;

import static dev.rapport.testkit.record.Records.aCapturedEvent;
import static dev.rapport.testkit.record.Records.aRejectedEvent;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static dev.rapport.testkit.record.ReplyRecords.aReply;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DemoReportTest {
    @Test
    void itsNumbersOfEventsAddUp() {
        // Given: seven sent, of which capture refused one; of the others one comes twice and a third time with other
        // properties, one is rejected later, one is a dead letter
        var ledger = new TopicLedger();
        for (var id : List.of("m1", "m2", "m2", "m2", "bad", "dead")) {
            ledger.captured(aCapturedEvent().setMessageId(id).build());
        }
        ledger.enriched(anEnrichedEvent().setMessageId("m1").build());
        ledger.enriched(anEnrichedEvent().setMessageId("m2").build());
        ledger.enriched(anEnrichedEvent().setMessageId("m2#0123456789abcdef").build());
        ledger.rejected(
                aRejectedEvent().setStage("capture").setMessageId("refused").build());
        ledger.rejected(
                aRejectedEvent().setStage("enrichment").setMessageId("bad").build());
        ledger.deadLetter("rapport-enrichment.dlq.v1", "dead");
        // When
        var report = DemoReport.of(ledger, new Traffic(7, 6, Set.of(), 1), List.of(), List.of(), List.of());
        // Then
        var events = new ObjectMapper().valueToTree(report).path("events");
        assertThat(events.path("sent").asLong())
                .isEqualTo(events.path("accepted").asLong()
                        + events.path("rejectedAtCapture").asLong())
                .isEqualTo(7);
        assertThat(events.path("captured").asLong())
                .isEqualTo(events.path("enriched").asLong()
                        + events.path("rejectedAfterCapture").asLong()
                        + events.path("duplicates").asLong()
                        + events.path("deadLetters").asLong())
                .isEqualTo(6);
        assertThat(events.path("rejected").asLong()).isEqualTo(2);
    }

    @Test
    void countsRepliesOverTheTimeThatTheyTook() {
        // Given
        var ledger = new TopicLedger();
        var triggeredAt = Instant.parse("2026-05-01T10:00:00Z");
        for (var seconds : new int[] {2, 10}) {
            ledger.replied(aReply().setTriggerReceivedAt(triggeredAt).build(), triggeredAt.plusSeconds(seconds));
        }

        // When
        var report = DemoReport.of(ledger, new Traffic(2, 2, Set.of(), 4), List.of(), List.of(), List.of());

        // Then
        var throughput = new ObjectMapper().valueToTree(report).path("throughput");
        assertThat(throughput.path("repliesPerSecond").asDouble()).isEqualTo(0.2);
        assertThat(throughput.path("eventsPerSecond").asDouble()).isEqualTo(0.5);
    }
}
