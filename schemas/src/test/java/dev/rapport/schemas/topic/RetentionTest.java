package dev.rapport.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Topics keep their records as long as what reads them needs them. */
final class RetentionTest {
    /** Longest time that a compacted topic may be said to keep the last record of a key. */
    private static final Duration FOR_EVER = Duration.ofDays(Integer.MAX_VALUE);

    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration DUPLICATES = Duration.ofDays(7);

    @ParameterizedTest(name = "{0}")
    @MethodSource("readers")
    void keepsWhatIsRead(String reader, List<Topic<?>> topics, Duration needed) {
        assertThat(topics)
                .allSatisfy(topic -> assertThat(kept(topic)).as(topic.name()).isGreaterThanOrEqualTo(needed));
    }

    static Stream<Arguments> readers() {
        return Stream.of(
                Arguments.of(
                        "reply verify: the prompt of every reply that is there",
                        List.of(Topics.PROMPTS),
                        kept(Topics.REPLIES)),
                Arguments.of(
                        "campaign backtest --since 30d: history and what was decided and written",
                        List.of(Topics.EVENTS_ENRICHED, Topics.DECISIONS, Topics.PROMPTS, Topics.REPLIES),
                        MONTH),
                Arguments.of("customer unmerge: who was merged, at any time", List.of(Topics.IDENTITIES), FOR_EVER),
                Arguments.of("dead-letters: what broke a rule", List.of(Topics.EVENTS_REJECTED), MONTH),
                Arguments.of(
                        "dead-letters redrive: which were sent again, until the segments of the last ones are gone",
                        List.of(Topics.REDRIVES),
                        kept(Topics.EVENTS_REJECTED).plusDays(7)),
                Arguments.of(
                        "tune --from-pipeline: conversions with the replies, prompts and decisions before them",
                        List.of(Topics.REPLIES, Topics.PROMPTS, Topics.DECISIONS),
                        kept(Topics.CONVERSIONS)),
                Arguments.of(
                        "tune --from-pipeline: whom it may learn from",
                        List.of(Topics.CONSENTS, Topics.ERASURES, Topics.PROFILES),
                        FOR_EVER),
                Arguments.of(
                        "a no, at any time",
                        List.of(Topics.CONSENTS, Topics.SUPPRESSIONS, Topics.SUPPRESSIONS_ACCEPTED),
                        FOR_EVER),
                Arguments.of("enrichment: messages that count once", List.of(Topics.EVENTS_CAPTURED), DUPLICATES));
    }

    @Test
    void keepsDeadLettersAsLongAsRejections() {
        assertThat(Topics.DEAD_LETTER_RETENTION).isEqualTo(kept(Topics.EVENTS_REJECTED));
    }

    private static Duration kept(Topic<?> topic) {
        return topic.cleanup() == Cleanup.COMPACT ? FOR_EVER : topic.retention();
    }
}
