package dev.rapport.ingestion.capture.segment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.IncomingEvent;
import dev.rapport.ingestion.capture.RawEvent;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.source.ConfiguredSources;
import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.RejectionReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The kept bytes of a rejection say the same as the request did. */
final class SegmentFormatTest {
    private static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");

    private final SubmissionReader reader = new SubmissionReader(CaptureConfig.DEFAULT, ConfiguredSources.DEMO);
    private final SegmentFormat format = new SegmentFormat(CaptureConfig.DEFAULT, ConfiguredSources.DEMO);

    @Test
    void readsAnEventOfABatchAsItWas() {
        // Given
        var body = "{\"context\":{\"ip\":\"1.2.3.4\"},\"sentAt\":\"2026-03-20T11:00:00.000Z\",\"batch\":["
                + "{\"type\":\"track\",\"event\":\"A\",\"userId\":\"u\",\"timestamp\":\"2026-03-20T10:59:00.000Z\"}]}";
        var first = ((Submission.Events) reader.read(Optional.empty(), body.getBytes(UTF_8)))
                .events()
                .get(0);
        var original = new byte[first.bytes().remaining()];
        first.bytes().duplicate().get(original);
        // When
        var again = format.read("batch", original, first.envelope());
        // Then
        assertThat(incoming(again).payload()).isEqualTo(incoming(List.of(first)).payload());
        assertThat(incoming(again).occurredAt())
                .isEqualTo(incoming(List.of(first)).occurredAt());
    }

    @Test
    void readsASingleCallByItsPath() {
        // When
        var again = format.read("identify", "{\"userId\":\"u\"}".getBytes(UTF_8), null);
        // Then
        assertThat(incoming(again).type()).isEqualTo(EventType.IDENTIFY);
    }

    @Test
    void readsAnEventOfABatchThatSaysNothing() {
        // When
        var again = format.read("batch", "{\"type\":\"page\",\"userId\":\"u\"}".getBytes(UTF_8), null);
        // Then
        assertThat(incoming(again).type()).isEqualTo(EventType.PAGE);
    }

    private static IncomingEvent incoming(List<? extends RawEvent> events) {
        var outcome = events.get(0).read(new Receipt("shop", NOW, Map.of()));
        return ((Outcome.Accepted<IncomingEvent, RejectionReason>) outcome).value();
    }
}
