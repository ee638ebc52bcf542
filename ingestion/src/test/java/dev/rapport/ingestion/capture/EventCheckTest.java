package dev.rapport.ingestion.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.ingestion.capture.EventOutcome.Accepted;
import dev.rapport.ingestion.capture.EventOutcome.Rejected;
import dev.rapport.ingestion.capture.Submission.Events;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.RejectionReason;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventCheckTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00.123Z");

    private final EventCheck check = new EventCheck(CaptureConfig.DEFAULT, () -> "assigned");
    private final SubmissionReader reader = new SubmissionReader(100);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "7                                                   | NOT_AN_OBJECT | the event has to be a JSON object",
                "[]                                                  | NOT_AN_OBJECT | the event has to be a JSON object",
                "{\"userId\":\"u\"}                                  | UNKNOWN_TYPE | type is required",
                "{\"type\":\"purchase\",\"userId\":\"u\"}            | UNKNOWN_TYPE | type has to be identify",
                "{\"type\":\"unknown\",\"userId\":\"u\"}             | UNKNOWN_TYPE | type has to be identify",
                "{\"type\":\"page\"}                                 | MISSING_IDS | userId or anonymousId is required",
                "{\"type\":\"page\",\"userId\":\"  \"}               | MISSING_IDS | userId or anonymousId is required",
                "{\"type\":\"page\",\"userId\":null,\"anonymousId\":\"\"} | MISSING_IDS | userId or anonymousId",
                "{\"type\":\"page\",\"userId\":{}}                   | INVALID_FIELD | userId has to be a text or a number",
                "{\"type\":\"page\",\"userId\":true}                 | INVALID_FIELD | userId has to be a text or a number",
                "{\"type\":\"page\",\"userId\":\"\\ud800\"}          | INVALID_FIELD | userId has to be valid Unicode",
                "{\"type\":\"page\",\"userId\":\"u\",\"name\":5}     | INVALID_FIELD | name has to be a text",
                "{\"type\":\"track\",\"userId\":\"u\"}               | MISSING_EVENT_NAME | track needs event",
                "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"\"} | MISSING_EVENT_NAME | track needs event",
                "{\"type\":\"track\",\"userId\":\"u\",\"event\":1}   | INVALID_FIELD | event has to be a text",
                "{\"type\":\"alias\",\"userId\":\"u\"}               | MISSING_PREVIOUS_ID | alias needs previousId",
                "{\"type\":\"alias\",\"previousId\":\"p\"}           | MISSING_IDS | alias needs userId",
                "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":[]} | INVALID_FIELD | traits has to be an object",
                "{\"type\":\"page\",\"properties\":\"x\"}            | INVALID_FIELD | properties has to be an object",
                "{\"type\":\"page\",\"userId\":\"u\",\"context\":1}  | INVALID_FIELD | context has to be an object",
                "{\"type\":\"page\",\"userId\":\"u\",\"timestamp\":\"yesterday\"} | INVALID_FIELD | timestamp has to be a time",
                "{\"type\":\"page\",\"userId\":\"u\",\"timestamp\":17} | INVALID_FIELD | timestamp has to be a time",
                "{\"type\":\"page\",\"userId\":\"u\",\"sentAt\":\"2026-13-01\"} | INVALID_FIELD | sentAt has to be a time",
                "{\"type\":\"page\",\"userId\":\"u\",\"timestamp\":\"1969-12-31\"} | INVALID_FIELD | has to be in 1970 or later",
                "{\"type\":\"page\",\"userId\":\"u\",\"timestamp\":\"2026-05-05T10:00:01Z\"} | OCCURRED_IN_FUTURE | more than 1440 minutes ahead",
            })
    void rejectsEventThatBreaksARule(String event, RejectionReason reason, String detail) {
        // When
        var outcome = only("{\"batch\":[" + event + "]}");
        // Then
        assertThat(outcome).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.event().getReason()).isEqualTo(reason);
            assertThat(rejected.event().getDetail()).contains(detail);
            assertThat(rejected.event().getStage()).isEqualTo("capture");
            assertThat(text(rejected.event().getPayload())).isEqualTo(event);
            assertThat(rejected.key()).isEqualTo("shop");
        });
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
        assertThat(outcomes.get(0)).isInstanceOf(Accepted.class);
        assertThat(outcomes.get(1)).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.key()).isEqualTo("m");
            assertThat(rejected.event().getDetail()).isEqualTo("userId has 257 characters, at most 256 are allowed");
        });
        assertThat(outcomes.get(2)).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.event().getMessageId()).isNull();
            assertThat(rejected.event().getDetail()).isEqualTo("messageId has 101 characters, at most 100 are allowed");
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
        assertThat(alone).isInstanceOf(Accepted.class);
        assertThat(together).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.event().getReason()).isEqualTo(RejectionReason.EVENT_TOO_LARGE);
            assertThat(text(rejected.event().getPayload())).isEqualTo(event);
        });
    }

    @Test
    void takesNumbersAsIdsAsTheyAreWritten() {
        // When
        var outcome = only("{\"batch\":[{\"type\":\"page\",\"userId\":17850.0,\"anonymousId\":9007199254740993}]}");
        // Then
        assertThat(outcome).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.event().getUserId()).isEqualTo("17850.0");
            assertThat(accepted.event().getAnonymousId()).isEqualTo("9007199254740993");
            assertThat(accepted.event().getMessageId()).isEqualTo("assigned");
            assertThat(accepted.key()).isEqualTo("9007199254740993");
        });
    }

    @Test
    void keysAnAliasLikeEveryEventOfItsSender() {
        // When
        var fromServer = only("{\"batch\":[{\"type\":\"ALIAS\",\"previousId\":\"old\",\"userId\":\"u\"}]}");
        var fromBrowser = only("{\"batch\":[{\"type\":\"alias\",\"previousId\":\"old\",\"userId\":\"u\","
                + "\"anonymousId\":\"browser\"}]}");
        // Then
        assertThat(fromServer).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.event().getType()).isEqualTo(EventType.ALIAS);
            assertThat(accepted.key()).isEqualTo("u");
        });
        assertThat(fromBrowser).isInstanceOfSatisfying(Accepted.class, accepted -> assertThat(accepted.key())
                .isEqualTo("browser"));
    }

    @Test
    void keepsTheBytesOfAnEventThatSharesNothing() {
        // Given
        var event = "{ \"type\":\"track\", \"userId\":\"é\", \"event\":\"E\", \"properties\":{\"revenue\":19.90} }";
        // When
        var outcome = only("{\"batch\":[" + event + "]}");
        // Then
        assertThat(outcome).isInstanceOfSatisfying(Accepted.class, accepted -> assertThat(
                        text(accepted.event().getPayload()))
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
        assertThat(outcome).isInstanceOfSatisfying(Accepted.class, accepted -> assertThat(
                        text(accepted.event().getPayload()))
                .isEqualTo("{\"type\":\"track\",\"userId\":\"u\",\"event\":\"E\",\"properties\":{\"price\":1.10},"
                        + "\"context\":{\"ip\":\"own\",\"device\":{\"id\":\"d\",\"type\":\"phone\"},"
                        + "\"locale\":\"de\"},\"integrations\":{\"All\":true}}"));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"timestamp\":\"2010-12-01T08:26:00+01:00\"', 2010-12-01T07:26:00Z",
        "'\"timestamp\":\"2015-2-02T00:30:08.276Z\"', 2015-02-02T00:30:08.276Z",
        "'\"timestamp\":\"2010-12-01\"', 2010-12-01T00:00:00Z",
        "'\"originalTimestamp\":\"2026-05-04T07:00:00Z\",\"sentAt\":\"2026-05-04T08:00:00Z\"', 2026-05-04T09:00:00.123Z",
        "'\"timestamp\":\"2010-12-01T08:26:00Z\",\"sentAt\":\"2026-05-04T10:00:00Z\"', 2010-12-01T08:26:00Z",
        "'\"timestamp\":\"2026-05-04T07:00:00Z\",\"sentAt\":\"2026-05-04T08:00:00Z\"', 2026-05-04T09:00:00.123Z",
        "'\"sentAt\":\"2026-05-04T08:00:00Z\"', 2026-05-04T10:00:00.123Z",
        "'\"timestamp\":\"2026-05-05T10:00:00.123Z\"', 2026-05-05T10:00:00.123Z",
        "'\"timestamp\":null', 2026-05-04T10:00:00.123Z",
    })
    void knowsWhenTheEventHappened(String times, Instant expected) {
        // When
        var outcome = only("{\"batch\":[{\"type\":\"page\",\"userId\":\"u\"," + times + "}]}");
        // Then
        assertThat(outcome).isInstanceOfSatisfying(Accepted.class, accepted -> assertThat(
                        accepted.event().getOccurredAt())
                .isEqualTo(expected));
    }

    @Test
    void correctsWithTheSentAtOfTheBatch() {
        // When
        var outcome = only("{\"sentAt\":\"2026-05-04T08:00:00Z\",\"batch\":[{\"type\":\"page\",\"userId\":\"u\","
                + "\"originalTimestamp\":\"2026-05-04T07:59:00Z\"}]}");
        // Then
        assertThat(outcome).isInstanceOfSatisfying(Accepted.class, accepted -> assertThat(
                        accepted.event().getOccurredAt())
                .isEqualTo(NOW.minusSeconds(60)));
    }

    private EventOutcome only(String body) {
        var outcomes = all(body);
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    private List<EventOutcome> all(String body) {
        var submission = reader.batch(body.getBytes(UTF_8));
        assertThat(submission).isInstanceOf(Events.class);
        var events = (Events) submission;
        return events.items().stream()
                .map(item -> check.check(item, events.call(), events.shared(), "shop", NOW))
                .toList();
    }

    private static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes.duplicate()).toString();
    }
}
