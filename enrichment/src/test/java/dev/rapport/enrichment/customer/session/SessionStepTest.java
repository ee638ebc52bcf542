package dev.rapport.enrichment.customer.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.json.JacksonJson;
import dev.rapport.enrichment.state.SessionState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionStepTest {
    private static final long NOON = Instant.parse("2026-03-20T12:00:00Z").toEpochMilli();
    private static final SessionState CURRENT = new SessionState("current", NOON, after(600));

    private final SessionStep step = new SessionStep(Duration.ofMinutes(30), new JacksonJson());

    @Test
    void extendsSessionUpToTheGap() {
        // When
        var assignment = step.assign("c", after(600 + 1800), CURRENT);
        // Then
        assertThat(assignment.state()).isEqualTo(new SessionState("current", NOON, after(2400)));
    }

    @Test
    void startsAnotherAfterTheGap() {
        // When
        var assignment = step.assign("c", after(600 + 1801), CURRENT);
        // Then
        assertThat(assignment.sessionId())
                .isNotEqualTo("current")
                .isEqualTo(assignment.state().getSessionId());
    }

    @Test
    void letsSlightlyLateEventJoin() {
        // When
        var assignment = step.assign("c", after(-1800), CURRENT);
        // Then
        assertThat(assignment.state()).isEqualTo(new SessionState("current", after(-1800), after(600)));
    }

    @Test
    void leavesCurrentSessionAloneForVeryLateEvent() {
        // When
        var assignment = step.assign("c", after(-1801), CURRENT);
        // Then
        assertThat(assignment.sessionId()).isNotEqualTo("current");
        assertThat(assignment.state()).isSameAs(CURRENT);
    }

    private static long after(long seconds) {
        return NOON + 1_000 * seconds;
    }
}
