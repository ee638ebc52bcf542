package dev.rapport.enrichment.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.state.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionStepTest {
    private static final Instant NOON = Instant.parse("2026-03-20T12:00:00Z");
    private static final SessionState CURRENT = new SessionState("current", NOON, NOON.plusSeconds(600));

    private final SessionStep step = new SessionStep(Duration.ofMinutes(30));

    @Test
    void extendsSessionUpToTheGap() {
        // When
        var assignment = step.assign("c", NOON.plusSeconds(600 + 1800), Optional.of(CURRENT));
        // Then
        assertThat(assignment.state()).isEqualTo(new SessionState("current", NOON, NOON.plusSeconds(2400)));
    }

    @Test
    void startsAnotherAfterTheGap() {
        // When
        var assignment = step.assign("c", NOON.plusSeconds(600 + 1801), Optional.of(CURRENT));
        // Then
        assertThat(assignment.sessionId())
                .isNotEqualTo("current")
                .isEqualTo(assignment.state().getSessionId());
    }

    @Test
    void letsSlightlyLateEventJoin() {
        // When
        var assignment = step.assign("c", NOON.minusSeconds(1800), Optional.of(CURRENT));
        // Then
        assertThat(assignment.state())
                .isEqualTo(new SessionState("current", NOON.minusSeconds(1800), NOON.plusSeconds(600)));
    }

    @Test
    void leavesCurrentSessionAloneForVeryLateEvent() {
        // When
        var assignment = step.assign("c", NOON.minusSeconds(1801), Optional.of(CURRENT));
        // Then
        assertThat(assignment.sessionId()).isNotEqualTo("current");
        assertThat(assignment.state()).isEqualTo(CURRENT);
    }
}
