package dev.rapport.ingestion.letters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.runtime.deadletter.DeadLetter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LetterFilterTest {
    private static final DeadLetter REJECTION = Letters.rejection("segment/track", "{\"userId\":\"zoë\"}");

    @ParameterizedTest
    @CsvSource({
        "application, rapport-ingestion, true",
        "application, CAPTURE, true",
        "application, rapport-scoring, false",
        "reason, missing_ids, true",
        "source, shop, true",
        "source, other, false",
        "since, 2026-03-20T12:00:00Z, true",
        "until, 2026-03-20T12:00:00Z, false",
        "messageId, m-1, true",
        "text, USERID, true",
        "customer, ann, true",
        "customer, hash of ann, true",
        "customer, zoë, true",
        "customer, bob, false",
        "redriven, true, false",
        "redriven, false, true"
    })
    void matches(String field, String value, boolean expected) {
        assertThat(filter(field, value).matches(REJECTION, false, id -> "hash of " + id))
                .isEqualTo(expected);
    }

    @Test
    void wantsAllWithoutARestriction() {
        assertThat(LetterFilter.ALL.matches(REJECTION, true, id -> id)).isTrue();
    }

    private static LetterFilter filter(String field, String value) {
        return new LetterFilter(
                only("application", field, value),
                only("reason", field, value),
                only("source", field, value),
                only("since", field, value).map(java.time.Instant::parse),
                only("until", field, value).map(java.time.Instant::parse),
                only("messageId", field, value),
                only("customer", field, value),
                only("text", field, value),
                only("redriven", field, value).map(Boolean::valueOf));
    }

    private static Optional<String> only(String name, String field, @Nullable String value) {
        return name.equals(field) ? Optional.ofNullable(value) : Optional.empty();
    }
}
