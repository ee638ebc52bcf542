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
        harness.tick(0, NOW);
        harness.tick(1, NOW);
        harness.tick(0, LATER);
        // When
        harness.tick(1, SOON);
        // Then: the second round of the first source says what the first round was, then the other one catches up
        assertThat(harness.ticks()).containsExactly(new Tick(null, NOW), new Tick(null, SOON));
    }

    @Test
    void neverGoesBack() {
        // Given
        harness.tick(0, NOW);
        harness.tick(0, LATER);
        // When
        harness.tick(0, SOON);
        // Then
        assertThat(harness.ticks()).containsExactly(new Tick(null, LATER));
    }

    @Test
    void leavesEventsAlone() {
        // Given
        harness.tick(0, NOW);
        // When
        harness.capture(viewed("lamp-1"));
        // Then
        assertThat(harness.drain(EVENTS_ENRICHED)).hasSize(1);
        assertThat(harness.deadLetters()).isEmpty();
    }
}
