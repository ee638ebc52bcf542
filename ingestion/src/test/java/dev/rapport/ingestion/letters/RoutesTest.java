package dev.rapport.ingestion.letters;

import static dev.rapport.ingestion.letters.Letters.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.ingestion.letters.Route.Refusal;
import dev.rapport.runtime.deadletter.DeadLetter;
import dev.rapport.runtime.deadletter.DeadLetter.Sender;
import dev.rapport.runtime.deadletter.LetterHeaders;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoutesTest {
    private final Routes routes = new Routes(List.of(), SourceRecords.NONE);

    @ParameterizedTest
    @CsvSource({"rapport.events.captured.v1", "rapport.prompts.v1", "rapport-enrichment-events-by-customer-repartition"
    })
    void sendsADeadLetterBackToItsTopicAndSaysThatItIsOne(String topic) {
        // When
        var route = routes.of(Letters.deadLetter(topic, false), NOW, false);
        // Then
        assertThat(route).isInstanceOfSatisfying(Route.Back.class, back -> {
            assertThat(back.topic()).isEqualTo(topic);
            assertThat(back.headers())
                    .anyMatch(header -> header.name().equals(LetterHeaders.REDRIVEN)
                            && new String(header.value(), StandardCharsets.UTF_8)
                                    .equals("rapport-enrichment.dlq.v1-0-7"));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "rapport.catalog.v1, REPLACED",
        "rapport-enrichment-customer-by-id-changelog, UNKNOWN_TOPIC",
        "rapport-scoring-events-repartition, UNKNOWN_TOPIC",
        "someone.elses, UNKNOWN_TOPIC",
        ", UNKNOWN_TOPIC"
    })
    void refusesWhatMustNotBeWritten(@Nullable String topic, Refusal why) {
        assertThat(routes.of(Letters.deadLetter(topic, false), NOW, true)).isEqualTo(new Route.Refused(why));
    }

    @Test
    void refusesWhatIsNotWhole() {
        assertThat(routes.of(Letters.deadLetter(Topics.PROMPTS.name(), true), NOW, true))
                .isEqualTo(new Route.Refused(Refusal.TRUNCATED));
    }

    @Test
    void refusesWhatMayBeADuplicateThatIsNotRecognisedUnlessToldTo() {
        // Given
        var letter = Letters.deadLetter(Topics.PROMPTS.name(), false);
        var later = NOW.plus(Duration.ofDays(8));
        // Then
        assertThat(routes.of(letter, later, false)).isEqualTo(new Route.Refused(Refusal.EXPIRED));
        assertThat(routes.of(letter, later, true)).isInstanceOf(Route.Back.class);
    }

    @Test
    void refusesARejectionThatNothingReads() {
        assertThat(routes.of(Letters.rejection("other/x", "{}"), NOW, false))
                .isEqualTo(new Route.Refused(Refusal.UNKNOWN_FORMAT));
    }

    @Test
    void refusesWhatWasProcessed() {
        // Given
        var letter = Letters.deadLetter(Topics.EVENTS_ENRICHED.name(), false);
        var cause = new DeadLetter.Cause("rapport-scoring", "production", "RecordTooLargeException", "too large");
        var written = new DeadLetter(
                letter.id(), NOW, letter.kind(), cause, letter.source(), letter.sender(), letter.original());
        // Then
        assertThat(routes.of(written, NOW, true)).isEqualTo(new Route.Refused(Refusal.PROCESSED));
    }

    @Test
    void refusesTheRecordOfATopicThatIsNoSourceAnyMore() {
        assertThat(routes.of(Letters.ofRecord("shop.customers"), NOW, false))
                .isEqualTo(new Route.Refused(Refusal.NO_SOURCE));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void readsTheRecordOfASourceAgainUnlessItSaysProducts(boolean saysProducts) {
        // Given
        var records = new SourceRecords() {
            @Override
            public boolean isSource(String topic) {
                return topic.equals("shop.customers");
            }

            @Override
            public Reading read(DeadLetter letter, String messageId) {
                return new Reading(List.of(), Map.of("traceparent", "trace"), saysProducts);
            }
        };
        // When
        var route = new Routes(List.of(), records).of(Letters.ofRecord("shop.customers"), NOW, false);
        // Then
        assertThat(route)
                .isEqualTo(
                        saysProducts
                                ? new Route.Refused(Refusal.PRODUCT)
                                : new Route.Taken(
                                        "shop.customers-1-12",
                                        List.of(),
                                        Map.of(
                                                "traceparent",
                                                "trace",
                                                LetterHeaders.REDRIVEN,
                                                "rapport.events.rejected.v1-2-9",
                                                LetterHeaders.REDRIVEN_AT,
                                                Long.toString(NOW.toEpochMilli()))));
    }

    @Test
    void capturesAgainWhatEnrichmentRejected() {
        // Given
        var captured = CapturedEvent.newBuilder()
                .setMessageId("m-1")
                .setType(EventType.TRACK)
                .setOccurredAt(NOW)
                .setReceivedAt(NOW)
                .setSourceId("shop")
                .setPayload(ByteBuffer.allocate(0))
                .build();
        var rejected = Letters.rejection("captured", "{\"a\":1}");
        var letter = new DeadLetter(
                rejected.id(),
                rejected.at(),
                rejected.kind(),
                rejected.cause(),
                rejected.source(),
                new Sender("shop", "m-1", NOW, captured),
                rejected.original());
        // When
        var route = routes.of(letter, NOW, false);
        // Then
        assertThat(route).isInstanceOfSatisfying(Route.Captured.class, again -> {
            assertThat(again.event().getMessageId()).isEqualTo("m-1");
            assertThat(StandardCharsets.UTF_8
                            .decode(again.event().getPayload().duplicate())
                            .toString())
                    .isEqualTo("{\"a\":1}");
            assertThat(again.receipt().headers()).containsKeys(LetterHeaders.REDRIVEN, LetterHeaders.REDRIVEN_AT);
        });
    }
}
