package dev.rapport.ingestion.capture.segment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.EventCheck;
import dev.rapport.ingestion.capture.FakeEventSink;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.segment.Submission.Events;
import dev.rapport.ingestion.capture.source.ConfiguredSources;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EventFlag;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.RejectionReason;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of events in Segment's shape, from the bytes of a batch to what is stored. */
final class SegmentEventTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00.123Z");

    private static final String DEMO = "demo";

    private final FakeEventSink sink = new FakeEventSink();
    private final Capture capture = new Capture(new EventCheck(CaptureConfig.DEFAULT), sink, () -> "assigned");
    private final SubmissionReader reader = new SubmissionReader(CaptureConfig.DEFAULT, ConfiguredSources.DEMO);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "7                                                   | NOT_AN_OBJECT | the event must be a JSON object",
                "[]                                                  | NOT_AN_OBJECT | the event must be a JSON object",
                "{\"userId\":\"u\"}                                  | UNKNOWN_TYPE | type is required",
                "{\"type\":\"purchase\",\"userId\":\"u\"}            | UNKNOWN_TYPE | type must be identify",
                "{\"type\":\"unknown\",\"userId\":\"u\"}             | UNKNOWN_TYPE | type must be identify",
                "{\"type\":\"page\"}                                 | MISSING_IDS | userId or anonymousId is required",
                "{\"type\":\"page\",\"userId\":\"  \"}               | MISSING_IDS | userId or anonymousId is required",
                "{\"type\":\"page\",\"userId\":null,\"anonymousId\":\"\"} | MISSING_IDS | userId or anonymousId",
                "{\"type\":\"page\",\"userId\":{}}                   | INVALID_FIELD | userId must be a string or a number",
                "{\"type\":\"page\",\"userId\":true}                 | INVALID_FIELD | userId must be a string or a number",
                "{\"type\":\"page\",\"userId\":\"undefined\"}        | MISSING_IDS | userId or anonymousId is required; null, undefined, zeros and the like identify no customer",
                "{\"type\":\"alias\",\"userId\":\"u\",\"previousId\":\"null\"} | MISSING_PREVIOUS_ID | alias needs previousId; null",
                "{\"type\":\"page\",\"userId\":\"u\",\"writeKey\":\"other\"} | WRONG_WRITE_KEY | writeKey of the event",
                "{\"type\":\"page\",\"userId\":\"u\",\"writeKey\":7} | WRONG_WRITE_KEY | writeKey of the event",
                "{\"type\":\"page\",\"userId\":\"u\",\"name\":5}     | INVALID_FIELD | name must be a string",
                "{\"type\":\"track\",\"userId\":\"u\"}               | MISSING_EVENT_NAME | track needs event",
                "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"\"} | MISSING_EVENT_NAME | track needs event",
                "{\"type\":\"track\",\"userId\":\"u\",\"event\":1}   | INVALID_FIELD | event must be a string",
                "{\"type\":\"alias\",\"userId\":\"u\"}               | MISSING_PREVIOUS_ID | alias needs previousId",
                "{\"type\":\"alias\",\"previousId\":\"p\"}           | MISSING_IDS | alias needs userId",
                "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":[1]} | INVALID_FIELD | traits must be an object",
                "{\"type\":\"page\",\"properties\":\"x\"}            | INVALID_FIELD | properties must be an object",
                "{\"type\":\"page\",\"userId\":\"u\",\"context\":1}  | INVALID_FIELD | context must be an object",
            })
    void rejectsEventThatBreaksARule(String event, RejectionReason reason, String detail) {
        // When
        var outcome = only("{\"batch\":[" + event + "]}");
        // Then
        assertThat(outcome).isInstanceOfSatisfying(RejectedEvent.class, rejected -> {
            assertThat(rejected.getReason()).isEqualTo(reason);
            assertThat(rejected.getDetail()).contains(detail);
            assertThat(rejected.getStage()).isEqualTo("capture");
            assertThat(text(rejected.getPayload())).isEqualTo(event);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "DEEP"})
    void namesAnEventThatCannotBeParsedByItsMessageId(String value) {
        // Given
        var x = value.equals("DEEP") ? "[".repeat(1_000) + "]".repeat(1_000) : value;
        // When
        var outcome = only("{\"batch\":[{\"properties\":{\"x\":" + x + "},\"messageId\":\"m-1\"}]}");
        // Then
        assertThat(outcome).isInstanceOfSatisfying(RejectedEvent.class, rejected -> assertThat(rejected.getMessageId())
                .isEqualTo("m-1"));
    }

    @Test
    void rejectsIdsThatAreTooLong() {
        // Given
        var longest =
                "{\"type\":\"page\",\"messageId\":\"" + "m".repeat(100) + "\",\"userId\":\"" + "u".repeat(256) + "\"}";
        var longId = "{\"type\":\"page\",\"messageId\":\"m\",\"userId\":\"" + "u".repeat(257) + "\"}";
        var longMessage = "{\"type\":\"page\",\"messageId\":\"" + "m".repeat(101) + "\",\"userId\":\"u\"}";
        // When
        var outcomes = all("{\"batch\":[" + longest + "," + longId + "," + longMessage + "]}");
        // Then
        assertThat(outcomes.get(0)).isInstanceOf(CapturedEvent.class);
        assertThat(outcomes.get(1)).isInstanceOfSatisfying(RejectedEvent.class, rejected -> {
            assertThat(rejected.getMessageId()).isEqualTo("m");
            assertThat(rejected.getDetail()).isEqualTo("userId has 257 characters, at most 256 are allowed");
        });
        assertThat(outcomes.get(2)).isInstanceOfSatisfying(RejectedEvent.class, rejected -> {
            assertThat(rejected.getMessageId()).isNull();
            assertThat(rejected.getDetail()).isEqualTo("messageId has 101 characters, at most 100 are allowed");
        });
    }

    @Test
    void rejectsEventThatIsTooLargeOnlyWithTheContextOfItsBatch() {
        // Given
        var event = "{\"type\":\"page\",\"userId\":\"" + "u".repeat(200) + "\"}";
        var context = "{\"text\":\"" + "c".repeat(32 * 1024 - 100) + "\"}";
        // When
        var alone = only("{\"batch\":[" + event + "]}");
        var together = only("{\"context\":" + context + ",\"batch\":[" + event + "]}");
        // Then
        assertThat(alone).isInstanceOf(CapturedEvent.class);
        assertThat(together).isInstanceOfSatisfying(RejectedEvent.class, rejected -> {
            assertThat(rejected.getReason()).isEqualTo(RejectionReason.EVENT_TOO_LARGE);
            assertThat(text(rejected.getPayload())).isEqualTo(event);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Order Completed",
                " Order Completed ",
                "\u00a0Order Completed\u00a0",
                "\ufeffOrder Completed\u200b\n"
            })
    void takesNamesWithoutWhatSurroundsThemInvisibly(String name) {
        // When
        var outcomes = all("{\"batch\":[{\"type\":\"track\",\"userId\":\"u\",\"event\":" + quoted(name) + "},"
                + "{\"type\":\" screen\",\"userId\":\"u\",\"name\":" + quoted(name) + "}]}");
        // Then
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome)
                .isInstanceOfSatisfying(CapturedEvent.class, accepted -> assertThat(accepted.getName())
                        .isEqualTo("Order Completed")));
    }

    @Test
    void needsANameOfWhichSomethingIsVisible() {
        // When
        var outcome =
                only("{\"batch\":[{\"type\":\"track\",\"userId\":\"u\",\"event\":" + quoted("\u00a0\u200b") + "}]}");
        // Then
        assertThat(outcome).isInstanceOfSatisfying(RejectedEvent.class, rejected -> assertThat(rejected.getReason())
                .isEqualTo(RejectionReason.MISSING_EVENT_NAME));
    }

    @Test
    void takesNumbersAsIdsAsTheyAreWritten() {
        // When
        var outcome = only("{\"batch\":[{\"type\":\"page\",\"userId\":17850.0,\"anonymousId\":9007199254740993}]}");
        // Then
        assertThat(outcome).isInstanceOfSatisfying(CapturedEvent.class, accepted -> {
            assertThat(accepted.getUserId()).isEqualTo("17850.0");
            assertThat(accepted.getAnonymousId()).isEqualTo("9007199254740993");
            assertThat(accepted.getMessageId()).isEqualTo("assigned");
        });
    }

    @Test
    void keepsTheBytesOfAnEventThatSharesNothing() {
        // Given
        var event = "{ \"type\":\"track\", \"userId\":\"é\", \"event\":\"E\", \"properties\":{\"revenue\":19.90} }";
        // When
        var outcome = only("{\"batch\":[" + event + "]}");
        // Then
        assertThat(outcome)
                .isInstanceOfSatisfying(CapturedEvent.class, accepted -> assertThat(text(accepted.getPayload()))
                        .isEqualTo(event));
    }

    @Test
    void mergesTheContextOfTheBatchAndLetsTheEventWin() {
        // Given
        var body = "{\"batch\":[{\"type\":\"track\",\"userId\":\"u\",\"event\":\"E\",\"properties\":{\"price\":1.10},"
                + "\"context\":{\"ip\":\"own\",\"device\":{\"id\":\"d\"}}}],"
                + "\"context\":{\"ip\":\"shared\",\"device\":{\"type\":\"phone\"},\"locale\":\"de\"},"
                + "\"integrations\":{\"All\":true}}";
        // When
        var outcome = only(body);
        // Then
        assertThat(outcome).isInstanceOfSatisfying(CapturedEvent.class, accepted -> assertThat(
                        text(accepted.getPayload()))
                .isEqualTo("{\"type\":\"track\",\"userId\":\"u\",\"event\":\"E\",\"properties\":{\"price\":1.10},"
                        + "\"context\":{\"ip\":\"own\",\"device\":{\"id\":\"d\",\"type\":\"phone\"},"
                        + "\"locale\":\"de\"},\"integrations\":{\"All\":true}}"));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"timestamp\":\"2010-12-01T08:26:00+01:00\"', 2010-12-01T07:26:00Z",
        "'\"timestamp\":\"2015-2-02T00:30:08.276Z\"', 2015-02-02T00:30:08.276Z",
        "'\"timestamp\":\"2010-12-01\"', 2010-12-01T00:00:00Z",
        "'\"originalTimestamp\":\"2026-05-04T07:00:00Z\",\"sentAt\":\"2026-05-04T08:00:00Z\"', 2026-05-04T09:00:00Z",
        "'\"timestamp\":\"2010-12-01T08:26:00Z\",\"sentAt\":\"2026-05-04T10:00:00Z\"', 2010-12-01T08:26:00Z",
        "'\"timestamp\":\"2026-05-04T07:00:00Z\",\"sentAt\":\"2026-05-04T08:00:00Z\"', 2026-05-04T09:00:00Z",
        "'\"sentAt\":\"2026-05-04T08:00:00Z\"', 2026-05-04T10:00:00.123Z",
        "'\"timestamp\":\"2010-12-01T08:26:00Z\",\"originalTimestamp\":\"2026-05-04T10:00:00Z\"', 2010-12-01T08:26:00Z",
        "'\"timestamp\":\"2026-05-05T10:00:00.123Z\"', 2026-05-04T10:00:00.123Z",
        "'\"timestamp\":null', 2026-05-04T10:00:00.123Z",
    })
    void knowsWhenTheEventHappened(String times, Instant expected) {
        // When
        var outcome = only("{\"batch\":[{\"type\":\"page\",\"userId\":\"u\"," + times + "}]}");
        // Then
        assertThat(outcome).isInstanceOfSatisfying(CapturedEvent.class, accepted -> assertThat(accepted.getOccurredAt())
                .isEqualTo(expected));
    }

    @Test
    void correctsWithTheSentAtOfTheBatch() {
        // When
        var outcome = only("{\"sentAt\":\"2026-05-04T08:00:00Z\",\"batch\":[{\"type\":\"page\",\"userId\":\"u\","
                + "\"originalTimestamp\":\"2026-05-04T07:59:00Z\"}]}");
        // Then
        assertThat(outcome).isInstanceOfSatisfying(CapturedEvent.class, accepted -> assertThat(accepted.getOccurredAt())
                .isEqualTo(Instant.parse("2026-05-04T09:59:00Z")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"userId\":\"undefined\",\"anonymousId\":\"a\" | ID_IGNORED",
                "\"anonymousId\":\"00000000-0000-0000-0000-000000000000\",\"userId\":\"a\" | ID_IGNORED",
                "\"messageId\":\"undefined\",\"userId\":\"a\" | ID_IGNORED",
                "\"userId\":\"a\",\"traits\":{\"note\\u0000\":1} | TEXT_REPAIRED",
                "\"userId\":\"a\",\"timestamp\":\"yesterday\" | TIME_UNREADABLE",
                "\"userId\":\"a\",\"timestamp\":17 | TIME_UNREADABLE",
                "\"userId\":\"a\",\"sentAt\":\"2026-13-01\" | TIME_UNREADABLE",
                "\"userId\":\"a\",\"timestamp\":{\"at\":1} | TIME_UNREADABLE",
                "\"userId\":\"a\",\"timestamp\":\"2026-05-04T11:00:00Z\" | AHEAD_OF_RECEIPT",
            })
    void keepsWhatCanBeKeptWithAFlag(String fields, EventFlag flag) {
        // When
        var outcome = only("{\"batch\":[{\"type\":\"page\"," + fields + "}]}");
        // Then
        assertThat(outcome).isInstanceOfSatisfying(CapturedEvent.class, accepted -> {
            assertThat(List.of(
                            Optional.ofNullable(accepted.getUserId()), Optional.ofNullable(accepted.getAnonymousId())))
                    .containsOnlyOnce(Optional.of("a"));
            assertThat(accepted.getFlags()).containsExactly(flag);
            assertThat(accepted.getOccurredAt()).isEqualTo(NOW);
            assertThat(accepted.getMessageId()).isEqualTo("assigned");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"userId\":\" a \"",
                "\"userId\":\"\u200ba\ufeff\",\"writeKey\":\"rapport-demo-key\"",
                "\"userId\":\"a\",\"properties\":[],\"traits\":[],\"context\":[]",
                "\"userId\":\"a\",\"anonymousId\":\"\",\"timestamp\":\"\",\"writeKey\":null",
                "\"userId\":\"a\",\"timestamp\":\"2026-05-04T10:00:30Z\""
            })
    void takesWhatNeedsNoMendingWithoutAFlag(String fields) {
        // When
        var outcome = only("{\"batch\":[{\"type\":\"page\"," + fields + "}]}", DEMO);
        // Then
        assertThat(outcome).isInstanceOfSatisfying(CapturedEvent.class, accepted -> {
            assertThat(accepted.getUserId()).isEqualTo("a");
            assertThat(accepted.getFlags()).isEmpty();
        });
    }

    @Test
    void repairsEveryTextBeforeItIsAKey() {
        // When
        var outcome = only("{\"batch\":[{\"type\":\"track\",\"userId\":\"u\\u0000\",\"event\":\"Rated \\ud83d\","
                + "\"properties\":{\"mood\\udc88\":[\"\\ud83d\\ude00\"]}}]}");
        // Then
        assertThat(outcome).isInstanceOfSatisfying(CapturedEvent.class, accepted -> {
            assertThat(accepted.getUserId()).isEqualTo("u\uFFFD");
            assertThat(accepted.getName()).isEqualTo("Rated \uFFFD");
            assertThat(text(accepted.getPayload()))
                    .contains("\"mood\uFFFD\":[\"\ud83d\ude00\"]")
                    .doesNotContain("\\u0000", "\\ud83d");
        });
    }

    static List<Arguments> valuesThatNoParserTakes() {
        return List.of(
                Arguments.of("1e99999999999", "/properties/x cannot be read: at most 100 levels"),
                Arguments.of("1e-99999999999", "/properties/x cannot be read: at most 100 levels"),
                Arguments.of("-1.5E+9999999999", "/properties/x cannot be read: at most 100 levels"),
                Arguments.of("[".repeat(1_000) + "]".repeat(1_000), "cannot be read: at most 100 levels"),
                Arguments.of("1".repeat(1_001), "/properties/x cannot be read"),
                Arguments.of("0." + "1".repeat(1_001), "/properties/x cannot be read"),
                Arguments.of("\"" + "y".repeat(100_000) + "\"", "the event has 100063 bytes"),
                Arguments.of("{\"" + "y".repeat(60_000) + "\":1}", "the event has 60067 bytes"));
    }

    @ParameterizedTest
    @MethodSource("valuesThatNoParserTakes")
    void rejectsOnlyTheEventWithAValueThatCannotBeTaken(String value, String detail) {
        // Given
        var bad = "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"E\",\"properties\":{\"x\":" + value + "}}";
        var good = "{\"type\":\"page\",\"userId\":\"u\"}";
        // When
        var outcomes = all("{\"batch\":[" + bad + "," + good + "]}");
        // Then
        assertThat(outcomes.get(0)).isInstanceOfSatisfying(RejectedEvent.class, rejected -> {
            assertThat(rejected.getDetail()).contains(detail);
            assertThat(text(rejected.getPayload())).isEqualTo(bad);
        });
        assertThat(outcomes.get(1)).isInstanceOf(CapturedEvent.class);
    }

    private SpecificRecord only(String body) {
        return only(body, "shop");
    }

    private SpecificRecord only(String body, String source) {
        var stored = all(body, source);
        assertThat(stored).hasSize(1);
        return stored.get(0);
    }

    private List<SpecificRecord> all(String body) {
        return all(body, "shop");
    }

    private List<SpecificRecord> all(String body, String source) {
        var before = sink.stored().size();
        var events = (Events) reader.read(Optional.empty(), body.getBytes(UTF_8));
        capture.take(events.events(), new Receipt(source, NOW, Map.of())).join();
        return sink.stored().subList(before, sink.stored().size());
    }

    private static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes.duplicate()).toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\n", "\\n") + '"';
    }
}
