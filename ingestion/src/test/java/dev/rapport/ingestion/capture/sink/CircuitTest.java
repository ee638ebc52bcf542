package dev.rapport.ingestion.capture.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CircuitTest {
    private static final long LOOK = Duration.ofMillis(100).toNanos();

    private final Circuit circuit = new Circuit(Duration.ofMillis(800), 0);
    private long now;
    private long acknowledged;

    @Test
    void staysClosedWhileNothingWaits() {
        // When
        var stalled = passes(100);
        // Then
        assertThat(stalled).isFalse();
        assertThat(circuit.admits(now)).isTrue();
    }

    @Test
    void opensWhenNothingIsAcknowledgedThoughSomethingWaits() {
        // Given
        passes(100);
        circuit.admits(now);
        assertThat(passes(8)).isFalse();
        // When
        var stalled = passes(1);
        // Then
        assertThat(stalled).isTrue();
        assertThat(circuit.admits(now)).isTrue();
        assertThat(circuit.admits(now)).isFalse();
    }

    @Test
    void staysClosedWhileAnythingIsAcknowledged() {
        // Given
        circuit.admits(now);
        var stalled = false;
        // When
        for (var i = 0; i < 10; i++) {
            stalled |= passes(5);
            acknowledged++;
        }
        // Then
        assertThat(stalled).isFalse();
    }

    @Test
    void closesWithTheNextAcknowledgement() {
        // Given
        circuit.admits(now);
        passes(9);
        acknowledged++;
        // When
        passes(1);
        // Then
        assertThat(circuit.isOpen()).isFalse();
        assertThat(circuit.admits(now)).isTrue();
    }

    @Test
    void triesARequestWhenNothingIsOutstanding() {
        // Given
        circuit.admits(now);
        passes(9);
        circuit.finished();
        // When
        var first = circuit.admits(now);
        var second = circuit.admits(now);
        // Then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
    }

    @Test
    void triesARequestNowAndThenThoughAnotherIsStuck() {
        // Given
        circuit.admits(now);
        passes(9);
        circuit.admits(now);
        // When
        var early = circuit.admits(now);
        passes(8);
        var later = circuit.admits(now);
        // Then
        assertThat(early).isFalse();
        assertThat(later).isTrue();
    }

    @Test
    void saysNothingAboutKafkaWhenTheProcessWasHeldUp() {
        // Given
        circuit.admits(now);
        passes(1);
        // When
        now += Duration.ofSeconds(5).toNanos();
        circuit.look(acknowledged, now);
        // Then
        assertThat(circuit.isOpen()).isFalse();
        assertThat(passes(9)).isTrue();
    }

    /** @return whether it is open then */
    private boolean passes(int looks) {
        for (var i = 0; i < looks; i++) {
            now += LOOK;
            circuit.look(acknowledged, now);
        }
        return circuit.isOpen();
    }
}
