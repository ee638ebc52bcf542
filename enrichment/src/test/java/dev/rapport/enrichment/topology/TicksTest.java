package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.NOW;
import static dev.rapport.enrichment.topology.Events.viewed;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Tick;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Time is a record: it goes the way of events, and comes out as how far everything is complete. */
class TicksTest {
    private static final Instant SOON = NOW.plusSeconds(10);
    private static final Instant LATER = NOW.plusSeconds(20);

    private final EnrichmentHarness harness = new EnrichmentHarness();

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void isCompleteUpToTheEarliestOfItsSources() {
        // Given
        harness.tick(0, 2, NOW);
        harness.tick(1, 2, NOW);
        harness.tick(0, 2, LATER);
        // When
        harness.tick(1, 2, SOON);
        // Then
        assertThat(harness.ticks()).containsExactly(complete(NOW), complete(SOON));
    }

    @Test
    void isNotCompleteBeforeEveryPartitionOfItsSourceWasHeardOf() {
        // Given
        harness.tick(0, 3, NOW);
        harness.tick(2, 3, NOW);
        harness.tick(0, 3, SOON);
        harness.tick(2, 3, LATER);
        var before = harness.ticks();
        // When
        harness.tick(1, 3, LATER);
        // Then
        assertThat(before).isEmpty();
        assertThat(harness.ticks()).containsExactly(complete(SOON));
    }

    @Test
    void waitsForPartitionsThatCameLater() {
        // Given
        harness.tick(0, 1, NOW);
        harness.tick(0, 2, SOON);
        var before = harness.ticks();
        // When
        harness.tick(1, 2, LATER);
        harness.tick(0, 2, LATER);
        // Then
        assertThat(before).containsExactly(complete(NOW));
        assertThat(harness.ticks()).containsExactly(complete(SOON), complete(LATER));
    }

    @Test
    void doesNotForgetPartitionsThatAnotherWriterDoesNotKnowYet() {
        // Given
        harness.tick(0, 2, NOW);
        // When
        harness.tick(0, 1, SOON);
        // Then
        assertThat(harness.ticks()).isEmpty();
    }

    @Test
    void neverGoesBack() {
        // Given
        harness.tick(LATER);
        // When
        harness.tick(SOON);
        // Then
        assertThat(harness.ticks()).containsExactly(complete(LATER));
    }

    @Test
    void leavesEventsAlone() {
        // Given
        harness.tick(NOW);
        // When
        harness.capture(viewed("lamp-1"));
        // Then
        assertThat(harness.drain(EVENTS_ENRICHED)).hasSize(1);
        assertThat(harness.deadLetters()).isEmpty();
    }

    private static Tick complete(Instant upTo) {
        return new Tick(null, upTo, 0);
    }
}
