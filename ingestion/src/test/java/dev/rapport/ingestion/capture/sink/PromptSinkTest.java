package dev.rapport.ingestion.capture.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rapport.ingestion.capture.CaptureOutcome;
import dev.rapport.ingestion.capture.EventSink;
import dev.rapport.ingestion.capture.SinkUnavailableException;
import dev.rapport.testkit.record.Records;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PromptSinkTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EventMeters meters = new EventMeters(registry);
    private final Queue<CompletableFuture<Void>> handedOver = new ConcurrentLinkedQueue<>();
    private final EventSink silent = (outcomes, headers) -> {
        var stored = new CompletableFuture<Void>();
        handedOver.add(stored);
        return stored;
    };
    private final PromptSink sink = new PromptSink(silent, meters, Duration.ofMillis(100));

    @BeforeEach
    void start() {
        sink.start();
    }

    @AfterEach
    void stop() {
        sink.close();
    }

    @Test
    void completesWhenTheEventsAreStored() {
        // Given
        var stored = store();
        // When
        handedOver.remove().complete(null);
        // Then
        assertThat(stored).isCompleted();
    }

    @Test
    void answersThoseWhoWaitThoughNothingIsEverAcknowledged() {
        // Given
        var first = store();
        var second = store();
        // When
        await().until(() -> first.isDone() && second.isDone());
        // Then
        assertThatThrownBy(first::join)
                .hasRootCauseInstanceOf(SinkUnavailableException.class)
                .hasMessageContaining("Kafka has acknowledged nothing for 100 ms");
        assertThat(second).isCompletedExceptionally();
    }

    @Test
    void refusesOthersWithoutATryAndCountsThem() {
        // Given
        await().until(store()::isDone);
        await().until(() -> !store().isCompletedExceptionally());
        // When
        var refused = store();
        // Then
        assertThat(refused).isCompletedExceptionally();
        assertThat(handedOver).hasSize(2);
        assertThat(registry.get("rapport.capture.events")
                        .tag("reason", "refused")
                        .counter()
                        .count())
                .isPositive();
        assertThat(registry.get("rapport.capture.stalled").gauge().value()).isEqualTo(1);
    }

    @Test
    void recoversWhenWhatWasGivenUpIsAcknowledged() {
        // Given
        await().until(store()::isDone);
        // When
        handedOver.remove().complete(null);
        meters.ticked(true);
        // Then
        await().until(() -> registry.get("rapport.capture.stalled").gauge().value() == 0);
        assertThat(store()).isNotDone();
    }

    @Test
    void takesNothingNewWhileItDrainsAndAnswersWhatItHas() {
        // Given
        var before = store();
        sink.drain();
        // When
        var after = store();
        handedOver.remove().complete(null);
        // Then
        assertThatThrownBy(after::join).hasMessageContaining("capture is stopping");
        assertThat(before).isCompleted();
    }

    private CompletableFuture<Void> store() {
        return sink.store(
                List.of(new CaptureOutcome.Captured(Records.aCapturedEvent().build())), Map.of());
    }
}
