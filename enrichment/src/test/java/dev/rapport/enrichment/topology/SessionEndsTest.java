package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.NOW;
import static dev.rapport.enrichment.topology.Events.after;
import static dev.rapport.enrichment.topology.Events.viewed;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rapport.schemas.Session;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions end where no event follows, by ticks and by what else is received; the gap is 30 minutes. */
class SessionEndsTest {
    private final EnrichmentHarness harness = new EnrichmentHarness();

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void endsASessionThatNothingFollows() {
        // Given
        harness.capture(viewed("lamp-1"));
        harness.capture(after(viewed("lamp-2"), Duration.ofMinutes(20)));
        harness.tick(minutes(49));
        var before = harness.drain(SESSIONS);
        // When
        harness.tick(minutes(50));
        harness.tick(minutes(90));
        // Then
        assertThat(before).isEmpty();
        assertThat(harness.drain(SESSIONS)).singleElement().satisfies(session -> {
            assertThat(session.getStartedAt()).isEqualTo(NOW);
            assertThat(session.getLastAt()).isEqualTo(minutes(20));
            assertThat(session.getEndedAt()).isEqualTo(minutes(50));
            assertThat(session.getEventCount()).isEqualTo(2);
            assertThat(session.getSessionId())
                    .isEqualTo(harness.drain(EVENTS_ENRICHED).get(0).getSessionId());
        });
    }

    @Test
    void endsTheSameSessionWhetherTheTickOrTheNextEventComesFirst() {
        // Given
        harness.capture(viewed("lamp-1"));
        // When
        harness.capture(after(viewed("lamp-1"), Duration.ofMinutes(45)));
        harness.tick(minutes(40));
        // Then
        assertThat(harness.drain(SESSIONS))
                .extracting(Session::getLastAt, Session::getEndedAt, Session::getEventCount)
                .containsExactly(tuple(NOW, minutes(30), 1));
    }

    @Test
    void endsASessionAgainWithWhatCameLate() {
        // Given
        harness.capture(viewed("lamp-1"));
        harness.tick(minutes(30));
        harness.capture(viewed("lamp-1").setOccurredAt(minutes(5)).setReceivedAt(minutes(60)));
        // When
        harness.tick(minutes(90));
        // Then
        var ended = harness.drain(SESSIONS);
        assertThat(ended).extracting(Session::getEventCount).containsExactly(1, 2);
        assertThat(ended)
                .extracting(Session::getSessionId)
                .containsOnly(ended.get(0).getSessionId());
    }

    @Test
    void endsSessionsInTheOrderOfTheirTimes() {
        // Given
        harness.capture(after(viewed("lamp-1").setAnonymousId("a"), Duration.ofMinutes(3)));
        harness.capture(after(viewed("lamp-1").setAnonymousId("b"), Duration.ofMinutes(1)));
        harness.capture(after(viewed("lamp-1").setAnonymousId("c"), Duration.ofMinutes(2)));
        harness.capture(after(viewed("lamp-1").setAnonymousId("b"), Duration.ofMinutes(4)));
        // When
        harness.tick(minutes(90));
        // Then
        assertThat(harness.drain(SESSIONS))
                .extracting(Session::getEndedAt)
                .containsExactly(minutes(32), minutes(33), minutes(34));
    }

    @Test
    void waitsForTheSlowestPartitionOfTheSource() {
        // Given
        harness.capture(viewed("lamp-1"));
        harness.tick(0, 2, minutes(60));
        var before = harness.drain(SESSIONS);
        // When
        harness.tick(1, 2, minutes(31));
        // Then
        assertThat(before).isEmpty();
        assertThat(harness.drain(SESSIONS)).extracting(Session::getEndedAt).containsExactly(minutes(30));
    }

    private static Instant minutes(long sinceNow) {
        return NOW.plus(Duration.ofMinutes(sinceNow));
    }
}
