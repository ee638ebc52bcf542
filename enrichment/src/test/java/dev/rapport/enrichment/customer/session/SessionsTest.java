package dev.rapport.enrichment.customer.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.enrichment.state.SessionState;
import dev.rapport.schemas.EventType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The current session has two events, received as they happened. */
class SessionsTest {
    private static final long NOON = Instant.parse("2026-03-20T12:00:00Z").toEpochMilli();
    private static final SessionState CURRENT =
            new SessionState("current", NOON, after(600), after(600), 2, after(1800), List.of());
    private static final SessionState ENDED = Sessions.closed(CURRENT);

    private final Sessions sessions = new Sessions(Duration.ofMinutes(30));

    @Test
    void beginsWithTheFirstEvent() {
        // When
        var assignment = sessions.assign("c", event(0, 0), null);
        // Then
        assertThat(assignment.state())
                .isEqualTo(new SessionState(assignment.sessionId(), NOON, NOON, NOON, 1, after(1800), List.of()));
        assertThat(assignment.ended()).isEmpty();
    }

    @Test
    void extendsSessionUpToTheGap() {
        // When
        var assignment = sessions.assign("c", event(600 + 1800, 900), CURRENT);
        // Then
        assertThat(assignment.state())
                .isEqualTo(new SessionState("current", NOON, after(2400), after(900), 3, after(1800), List.of()));
        assertThat(assignment.ended()).isEmpty();
    }

    @Test
    void startsAnotherAfterTheGapAndEndsTheOneBefore() {
        // When
        var assignment = sessions.assign("c", event(600 + 1801, 900), CURRENT);
        // Then
        assertThat(assignment.sessionId())
                .isNotEqualTo("current")
                .isEqualTo(assignment.state().getSessionId());
        assertThat(assignment.state().getEventCount()).isEqualTo(1);
        assertThat(assignment.state().getDueAt()).as("one entry is enough").isEqualTo(CURRENT.getDueAt());
        assertThat(assignment.ended()).containsExactly(new EndedSession(CURRENT, after(900)));
    }

    @Test
    void endsTheOneBeforeWhenNothingWasReceivedInTheGapAsATickWould() {
        // When
        var assignment = sessions.assign("c", event(600 + 1801, 600 + 1801), CURRENT);
        // Then
        assertThat(assignment.state().getDueAt()).isEqualTo(after(600 + 1801 + 1800));
        assertThat(assignment.ended()).containsExactly(new EndedSession(CURRENT, after(600 + 1800)));
    }

    @Test
    void leavesAnEndedSessionAloneWhenTheNextOneStarts() {
        // When
        var assignment = sessions.assign("c", event(600 + 1801, 600 + 1801), ENDED);
        // Then
        assertThat(assignment.state().getDueAt()).isEqualTo(after(600 + 1801 + 1800));
        assertThat(assignment.ended()).isEmpty();
    }

    @Test
    void reopensAnEndedSessionForALateEvent() {
        // When
        var assignment = sessions.assign("c", event(700, 5_000), ENDED);
        // Then
        assertThat(assignment.state())
                .isEqualTo(new SessionState("current", NOON, after(700), after(5_000), 3, after(6_800), List.of()));
        assertThat(assignment.ended()).isEmpty();
    }

    @Test
    void letsSlightlyLateEventJoin() {
        // When
        var assignment = sessions.assign("c", event(-1800, 650), CURRENT);
        // Then
        assertThat(assignment.state())
                .isEqualTo(
                        new SessionState("current", after(-1800), after(600), after(650), 3, after(1800), List.of()));
    }

    @Test
    void leavesCurrentSessionAloneForVeryLateEventAndEndsItsOwnAtOnce() {
        // When
        var assignment = sessions.assign("c", event(-1801, 650), CURRENT);
        // Then
        assertThat(assignment.sessionId()).isNotEqualTo("current");
        assertThat(Sessions.isOpen(assignment.state())).isTrue();
        assertThat(assignment.state().getSessionId()).isEqualTo("current");
        assertThat(assignment.state().getEventCount()).isEqualTo(2);
        assertThat(assignment.ended()).singleElement().satisfies(ended -> {
            assertThat(ended.session().getSessionId()).isEqualTo(assignment.sessionId());
            assertThat(ended.session().getEventCount()).isEqualTo(1);
            assertThat(ended.at()).isEqualTo(after(650));
        });
    }

    private static ReadEvent event(long occurred, long received) {
        return ReadEvent.newBuilder()
                .setMessageId("m")
                .setType(EventType.TRACK)
                .setName("Product Viewed")
                .setOccurredAt(after(occurred))
                .setReceivedAt(after(received))
                .setSourceId("web")
                .setWhole(true)
                .setFingerprint(ByteBuffer.allocate(0))
                .build();
    }

    private static long after(long seconds) {
        return NOON + 1_000 * seconds;
    }

    @Test
    void joinsTheSessionBeforeTheCurrentOneThatALateEventWasPartOf() {
        // Given: the customer came again, an hour later
        var again = sessions.assign("c", event(4_200, 4_200), CURRENT).state();
        // When
        var late = sessions.assign("c", event(300, 9_000), again);
        // Then
        assertThat(late.sessionId()).isEqualTo("current");
        assertThat(late.ended()).last().satisfies(ended -> {
            assertThat(ended.session().getSessionId()).isEqualTo("current");
            assertThat(ended.session().getEventCount()).isEqualTo(3);
            assertThat(ended.session().getLastAt()).isEqualTo(after(600));
        });
        assertThat(late.state().getStartedAt()).isEqualTo(after(4_200));
    }

    @Test
    void remembersAFewSessionsAndNoMore() {
        // Given
        var state = CURRENT;
        // When
        for (var visit = 1; visit <= 10; visit++) {
            state = sessions.assign("c", event(visit * 10_000L, visit * 10_000L), state)
                    .state();
        }
        // Then
        assertThat(state.getEarlier()).hasSize(PastSessions.MAX);
    }
}
