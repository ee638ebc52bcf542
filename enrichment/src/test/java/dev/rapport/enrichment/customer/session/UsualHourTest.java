package dev.rapport.enrichment.customer.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.PastSession;
import dev.rapport.enrichment.state.SessionState;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class UsualHourTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void isTheHourInWhichMostSessionsBegan() {
        // Given
        var customer = customer("2026-03-16T17:05:00Z", "2026-03-17T08:00:00Z", "2026-03-18T17:50:00Z");
        // When
        var hour = UsualHour.of(customer, BERLIN);
        // Then
        assertThat(hour).hasValue(18);
    }

    @Test
    void isTheLatestAmongEquals() {
        // Given
        var customer = customer("2026-03-16T17:05:00Z", "2026-03-17T08:00:00Z");
        // When
        var hour = UsualHour.of(customer, BERLIN);
        // Then
        assertThat(hour).hasValue(9);
    }

    @Test
    void isUnknownInTheFirstSession() {
        assertThat(UsualHour.of(customer(), BERLIN)).isEmpty();
        assertThat(UsualHour.of(CustomerStates.firstSeen(0), BERLIN)).isEmpty();
    }

    private static CustomerState customer(String... began) {
        var earlier = Arrays.stream(began)
                .map(at -> Instant.parse(at).toEpochMilli())
                .map(at -> new PastSession("session", at, at, 1))
                .toList();
        return CustomerStates.edit(CustomerStates.firstSeen(0))
                .setSession(SessionState.newBuilder()
                        .setSessionId("now")
                        .setStartedAt(0)
                        .setLastAt(0)
                        .setEarlier(earlier)
                        .build())
                .build();
    }
}
