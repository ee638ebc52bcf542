package dev.rapport.ingestion.capture.cloudevents;

import static dev.rapport.ingestion.capture.cloudevents.CloudEventMessages.RECEIPT;
import static dev.rapport.ingestion.capture.cloudevents.CloudEventMessages.accepted;
import static dev.rapport.ingestion.capture.cloudevents.CloudEventMessages.headers;
import static dev.rapport.ingestion.capture.cloudevents.CloudEventMessages.http;
import static dev.rapport.ingestion.capture.cloudevents.CloudEventMessages.json;
import static dev.rapport.ingestion.capture.cloudevents.CloudEventMessages.payload;
import static dev.rapport.ingestion.capture.cloudevents.CloudEventMessages.rejected;
import static dev.rapport.ingestion.capture.cloudevents.CloudEventMessages.structured;
import static dev.rapport.ingestion.capture.cloudevents.CloudEventMessages.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.EventFlag;
import dev.rapport.schemas.EventType;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CloudEventsReaderTest {
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String REQUIRED =
            "\"specversion\":\"1.0\",\"id\":\"17\",\"source\":\"/orders\",\"type\":\"com.example.order.placed\"";

    @Test
    void makesATrackOfAnyEvent() {
        // Given
        var more = Map.of("ce-subject", "ada", "ce-time", "2026-05-04T09:59:00Z", "ce-region", "eu", "X-Other", "1");
        // When
        var event = accepted(
                http(headers(more), "application/json", "{\"total\":19.90}").get(0));
        // Then
        assertThat(event.type()).isEqualTo(EventType.TRACK);
        assertThat(event.name()).isEqualTo("com.example.order.placed");
        assertThat(event.userId()).isEqualTo("ada");
        assertThat(event.messageId()).isEqualTo("/orders 17");
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-05-04T09:59:00Z"));
        assertThat(text(event.payload())).contains("\"properties\":{\"total\":19.90}");
        assertThat(payload(event).get("context"))
                .isEqualTo(json(
                        "{\"cloudevent\":{\"specversion\":\"1.0\",\"id\":\"17\",\"source\":\"/orders\",\"type\":\"com.example.order.placed\","
                                + "\"subject\":\"ada\",\"time\":\"2026-05-04T09:59:00Z\",\"datacontenttype\":\"application/json\","
                                + "\"extensions\":{\"region\":\"eu\"}}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"data\":{\"type\":\"track\",\"event\":\"Order Completed\",\"userId\":\"u\"}                          | TRACK | Order Completed",
                "\"data\":{\"type\":\"Identify\",\"userId\":\"u\",\"traits\":{\"a\":1}}                                | IDENTIFY |",
                "\"data\":{\"type\":\"page\",\"title\":\"Home\"}                                                       | TRACK | com.example.order.placed",
                "\"type\":\"com.example.identify\",\"data\":{\"userId\":\"u\",\"traits\":{\"a\":1}}                    | IDENTIFY |",
                "\"type\":\"com.example.identify\",\"data\":{\"email\":\"ada@example.com\"}                            | IDENTIFY |",
                "\"type\":\"com.example.track\",\"data\":{\"event\":\"Viewed\",\"userId\":\"u\"}                       | TRACK | Viewed",
                "\"type\":\"track\",\"data\":{\"total\":1}                                                             | TRACK | track",
            })
    void takesWhatHasSegmentsShapeAsItIs(String fields, EventType type, String name) {
        // Given
        var event = structured("{" + REQUIRED + ",\"subject\":\"s\"," + fields.strip() + "}");
        // When
        var read = accepted(event);
        // Then
        assertThat(read.type()).isEqualTo(type);
        assertThat(read.name()).isEqualTo(name);
    }

    @Test
    void keepsWhatASegmentEventSaysOfItself() {
        // Given
        var data =
                "{\"type\":\"track\",\"event\":\"Viewed\",\"messageId\":\"m\",\"anonymousId\":\"a\",\"timestamp\":\"2026-05-01T00:00:00Z\","
                        + "\"sentAt\":\"2026-04-01T00:00:00Z\",\"context\":{\"ip\":\"192.0.2.1\"}}";
        // When
        var event = accepted(structured("{" + REQUIRED + ",\"subject\":\"s\",\"data\":" + data + "}"));
        // Then
        assertThat(event.messageId()).isEqualTo("m");
        assertThat(event.userId()).isNull();
        assertThat(event.anonymousId()).isEqualTo("a");
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-05-01T00:00:00Z"));
        assertThat(payload(event).at("/context/ip").asText()).isEqualTo("192.0.2.1");
        assertThat(payload(event).at("/context/cloudevent/source").asText()).isEqualTo("/orders");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"userid\":\"u\",\"anonymousid\":\"a\",\"subject\":\"s\"', u, a",
        "'\"anonymousid\":\"a\",\"subject\":\"s\"', , a",
        "'\"subject\":\"s\",\"data\":{\"userId\":7}', 7, ",
        "'\"subject\":\"s\",\"data\":{\"x\":1}', s, ",
        "'\"userid\":42', 42, ",
    })
    void findsOutWhoItIsAbout(String fields, String userId, String anonymousId) {
        // When
        var event = accepted(structured("{" + REQUIRED + "," + fields + "}"));
        // Then
        assertThat(event.userId()).isEqualTo(userId);
        assertThat(event.anonymousId()).isEqualTo(anonymousId);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | grüß | \"grüß\" | value",
                "application/xml | <a/> | \"<a/>\" | value",
                "application/octet-stream | abc | \"YWJj\" | valueBase64",
                "application/json | [1,2] | [1,2] | value",
                "application/json | 1.50 | 1.50 | value",
                " | {\"xyz\":1} | \"eyJ4eXoiOjF9\" | valueBase64",
            })
    void keepsDataThatIsNoObjectUnderAName(String contentType, String body, String value, String field) {
        // When
        var event = accepted(
                http(headers(Map.of("ce-userid", "u")), contentType, body).get(0));
        // Then
        assertThat(payload(event).get("properties")).isEqualTo(json("{\"" + field + "\":" + value + "}"));
    }

    @Test
    void readsDataInAnotherCharset() {
        // Given
        var body = "{\"city\":\"Zürich\"}".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        var headers = headers(Map.of("ce-userid", "u"));
        // When
        var message = CloudEventMessages.HTTP.read(headers, "application/json;charset=ISO-8859-1", body);
        // Then
        var event = accepted(((CloudEventsMessage.Events) message).events().get(0));
        assertThat(payload(event).at("/properties/city").asText()).isEqualTo("Zürich");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"specversion\":\"1.0\",\"source\":\"/s\",\"type\":\"t\"} | attribute id is required",
                "{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"/s\",\"type\":\"t\"} | attribute id is required",
                "{\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"} | attribute specversion is required",
                "{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"} | attribute specversion must be 1.0",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"a b\",\"type\":\"t\"} | attribute source must be a URI reference",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"dataschema\":\"a b\"} | attribute dataschema must be an absolute URI",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"Big\":\"x\"} | names of attributes must consist of lower-case letters and digits",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"x\":{}} | attribute x must be a string, an integer or a boolean",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"x\":1.5} | attribute x must be a string, an integer or a boolean",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":1,\"data_base64\":\"\"} | data and data_base64 exclude each other",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data_base64\":\"*\"} | data_base64 must be Base64",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data_base64\":\"ew==\",\"datacontenttype\":\"application/json\"} | data must be JSON, as its content type says (line 1, column 2)",
                "7 | a CloudEvent must be a JSON object",
                "{\"id\" | the body is not valid JSON (line 1, column 6)",
            })
    void namesTheAttributeAndTheRule(String body, String detail) {
        // When
        var event = structured(body);
        // Then
        assertThat(rejected(event)).isEqualTo("INVALID_FIELD " + detail);
        assertThat(text(event.bytes())).isEqualTo(body);
    }

    @Test
    void keepsTheAttributesOfARejectedEventThatWereInHeaders() {
        // Given
        var headers = headers(Map.of("ce-dataschema", "no schema", "ce-userid", "u"));
        // When
        var event = http(headers, "application/json", "{\"a\":1}").get(0);
        // Then
        assertThat(rejected(event)).contains("attribute dataschema must be an absolute URI");
        assertThat(json(text(event.bytes())))
                .isEqualTo(
                        json(
                                "{" + REQUIRED
                                        + ",\"dataschema\":\"no schema\",\"userid\":\"u\",\"datacontenttype\":\"application/json\",\"data\":{\"a\":1}}"));
    }

    @Test
    void takesTheGoodEventsOfABatch() {
        // Given
        var body = "[{" + REQUIRED + ",\"subject\":\"s\"}, 7, {\"id\":\"2\"}, {" + REQUIRED
                + ",\"subject\":\"s\",\"x\":1e9999999999}]";
        // When
        var events = http(Map.of(), BATCH, body);
        // Then
        assertThat(events).hasSize(4);
        assertThat(accepted(events.get(0)).userId()).isEqualTo("s");
        assertThat(rejected(events.get(1))).contains("must be a JSON object");
        assertThat(rejected(events.get(2))).contains("attribute specversion is required");
        assertThat(text(events.get(2).bytes())).isEqualTo("{\"id\":\"2\"}");
        assertThat(rejected(events.get(3))).contains("cannot be read");
    }

    @Test
    void refusesMoreEventsThanAreAllowed() {
        // When
        var message = CloudEventMessages.HTTP.read(Map.of(), BATCH, ("[" + "0,".repeat(2_500) + "0]").getBytes(UTF_8));
        // Then
        assertThat(message).isEqualTo(new CloudEventsMessage.TooMany(2_500));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents+avro",
                "application/cloudevents-batch+xml",
                "application/cloudevents+protobuf"
            })
    void knowsNoFormatButJson(String contentType) {
        // When
        var message = CloudEventMessages.HTTP.read(Map.of(), contentType, new byte[0]);
        // Then
        assertThat(message).isInstanceOf(CloudEventsMessage.UnknownFormat.class);
    }

    @Test
    void flagsATimeThatCannotBeRead() {
        // When
        var event = accepted(structured("{" + REQUIRED + ",\"subject\":\"s\",\"time\":\"soon\"}"));
        // Then
        assertThat(event.flags()).containsExactly(EventFlag.TIME_UNREADABLE);
        assertThat(event.occurredAt()).isEqualTo(CloudEventMessages.NOW);
    }

    @Test
    void repairsTextsThatAreNotUnicode() {
        // When
        var event = accepted(structured("{" + REQUIRED + ",\"subject\":\"s\",\"data\":{\"a\":\"x\\ud800\"}}"));
        // Then
        assertThat(event.flags()).containsExactly(EventFlag.TEXT_REPAIRED);
        assertThat(payload(event).at("/properties/a").asText()).isEqualTo("x\uFFFD");
    }

    @Test
    void derivesAShortMessageIdFromALongSource() {
        // Given
        var source = "/" + "s".repeat(200);
        // When
        var event = accepted(structured("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"" + source
                + "\",\"type\":\"t\",\"subject\":\"s\"}"));
        // Then
        assertThat(event.messageId()).matches("[0-9a-f]{32}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"specversion\":\"1.0\",\"source\":\"/s\",\"type\":\"Unsubscribed\",\"subject\":\"ada\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"Unsubscribed\",\"subject\":\"ada\",\"x\":1e9999999999}",
                "{\"type\":\"Unsubscribed\",\"subject\":\"ada\", broken",
                "[{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"Unsubscribed\",\"subject\":\"ada\"}]",
                "[{\"type\":\"Opened\"},[{\"type\":\"Unsubscribed\",\"subject\":\"ada\"}]]",
                "[{\"type\":\"Unsubscribed\",\"subject\":\"ada\"}, broken",
            })
    void findsTheWithdrawalInABrokenEvent(String body) {
        // When
        var event = structured(body);
        // Then
        assertThat(rejected(event)).startsWith("INVALID_FIELD");
        assertThat(event.withdrawals(RECEIPT)).singleElement().satisfies(withdrawal -> assertThat(withdrawal.userId())
                .isEqualTo("ada"));
    }

    @Test
    void readsTheHiddenWithdrawalUnderARepeatedKey() {
        // Given
        var data = "{\"type\":\"identify\",\"userId\":\"ada\",\"traits\":{\"unsubscribed\":true},\"traits\":{\"a\":1}}";
        // When
        var event = structured("{" + REQUIRED + ",\"data\":" + data + "}");
        // Then
        assertThat(event.mayHideWithdrawal()).isTrue();
        assertThat(event.withdrawals(RECEIPT)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Euro%20%E2%82%AC%20%F0%9F%98%80 | Euro € 😀",
                "\"a \\\"b\\\" c\" | a \"b\" c",
                "%25e2 | %e2",
                "100% | 100%",
                "a%2 | a%2",
                "%e2%82%ac | €",
            })
    void decodesHeaders(String header, String text) {
        // When
        var event =
                accepted(http(headers(Map.of("ce-subject", header)), null, "").get(0));
        // Then
        assertThat(payload(event).at("/context/cloudevent/subject").asText()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%C0%A0", "%ff", "a%E2%82b"})
    void rejectsHeadersThatAreNotUtf8(String header) {
        // When
        var event = http(headers(Map.of("ce-subject", header)), null, "").get(0);
        // Then
        assertThat(rejected(event)).isEqualTo("INVALID_FIELD header ce-subject is percent-encoded, but not in UTF-8");
    }
}
