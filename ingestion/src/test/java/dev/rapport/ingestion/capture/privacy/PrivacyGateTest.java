package dev.rapport.ingestion.capture.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.EventCheck;
import dev.rapport.ingestion.capture.FakeEventSink;
import dev.rapport.ingestion.capture.Gate;
import dev.rapport.ingestion.capture.IncomingEvent;
import dev.rapport.ingestion.capture.RawEvent;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.json.JsonItemReader;
import dev.rapport.ingestion.capture.segment.Submission;
import dev.rapport.ingestion.capture.segment.Submission.Events;
import dev.rapport.ingestion.capture.segment.SubmissionReader;
import dev.rapport.ingestion.capture.source.ConfiguredSources;
import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.consent.Addresses;
import dev.rapport.runtime.crypto.IdentifierHash;
import dev.rapport.schemas.EventType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrivacyGateTest {
    private static final FieldHash HASH = new FieldHash(IdentifierHash.keyedBy("a secret of this deployment, 32+"));
    private static final String RULES = """
            ip: truncate
            hash: [traits.email, properties.card.number, properties.list, traits.phone]
            drop: [properties.ssn, properties.*.secret, context.device.id]
            baggage: drop
            """;
    private static final Receipt RECEIPT = new Receipt(
            "shop", Instant.parse("2026-05-04T10:00:00Z"), Map.of("baggage", "user=ada", "traceparent", "00"));
    private static final String HEX = "[0-9a-f]{32}";

    private final PrivacyGate gate = gate(RULES);
    private final FakeEventSink sink = new FakeEventSink();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"context\":{\"ip\":\"192.0.2.77\",\"app\":{\"n\":1.50}}} | {\"context\":{\"ip\":\"192.0.2.0\",\"app\":{\"n\":1.50}}}",
                "{\"context\":{\"ip\":\"2001:db8:1:2:3:4:5:6\"}} | {\"context\":{\"ip\":\"2001:db8:1:0:0:0:0:0\"}}",
                "{\"context\":{\"ip\":\"::ffff:192.0.2.77\"}} | {\"context\":{\"ip\":\"192.0.2.0\"}}",
                "{\"context\":{\"ip\":\"shop.example\"}} | {\"context\":{}}",
                "{\"context\":{\"ip\":\"999.1.1.1\"}} | {\"context\":{}}",
                "{\"context\":{\"ip\":{\"v4\":\"192.0.2.77\"}}} | {\"context\":{}}",
                "{\"properties\":{\"ssn\":\"1\",\"a\":2,\"SSN\":3}} | {\"properties\":{\"a\":2}}",
                "{\"properties\":{\"x\":{\"secret\":[1,{}],\"b\":1},\"secret\":2}} | {\"properties\":{\"x\":{\"b\":1},\"secret\":2}}",
                "{\"properties\":{\"x\":[{\"secret\":1,\"b\":2},{\"secret\":1}]}} | {\"properties\":{\"x\":[{\"b\":2},{}]}}",
                "{\"context\":{\"device\":{\"id\":\"d\",\"type\":\"t\"}}} | {\"context\":{\"device\":{\"type\":\"t\"}}}",
                "{\"properties\":{\"s\\u0073n\":1,\"ssn\":2}} | {\"properties\":{}}",
            })
    void takesOut(String sent, String kept) {
        // When
        var event = gate.event(event(sent));
        // Then
        assertThat(text(event.payload())).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"properties\": {\"a\": 19.90 , \"email2\":\"x\"}, \"context\":{\"ip\":\"192.0.2.0\"}}",
                "{}",
                "{\"context\":{\"library\":{}}}",
                "{\"traits\":{\"email\":null,\"phone\":\"\"}}",
            })
    void leavesOtherEventsAsTheyAreByteForByte(String sent) {
        // Given
        var event = event(sent);
        // When
        var kept = gate.event(event);
        // Then
        assertThat(kept).isSameAs(event);
    }

    @Test
    void hashesTheSameValueToTheSame() {
        // Given
        var sent =
                "{\"properties\":{\"card\":{\"number\":\"4111\"},\"list\":[\"4111\",4111,true,{\"a\":\"4111\"}]},\"traits\":{\"phone\":\"4111\"}}";
        // When
        var kept = json(gate.event(event(sent)));
        // Then
        var hash = kept.at("/properties/card/number").asText();
        assertThat(hash).matches("hashed:" + HEX);
        assertThat(kept.get("properties").toString())
                .isEqualTo("{\"card\":{\"number\":\"" + hash + "\"},\"list\":[\"" + hash + "\",\"" + hash
                        + "\",true,{\"a\":\"" + hash + "\"}]}");
        assertThat(kept.at("/traits/phone").asText()).isEqualTo(hash);
    }

    @Test
    void doesNotHashAHashAgain() {
        // Given
        var once = gate.event(event("{\"traits\":{\"email\":\"ada@example.com\",\"phone\":\"1\"}}"));
        // When
        var twice = gate.event(once);
        // Then
        assertThat(twice).isSameAs(once);
    }

    @Test
    void hashesAddressesSoThatTheyStillSuppress() {
        // Given
        var customer = "{\"traits\":{\"email\":\"Ada@Example.com\"}}";
        var complaint = "{\"properties\":{\"recipient\":\"<ada@example.com>\"}}";
        var context = "{\"context\":{\"traits\":{\"e-mail\":\"mailto:ada@example.com\"}}}";
        // When
        var kept = json(gate.event(event(customer))).at("/traits/email").asText();
        var named =
                json(gate.event(event(complaint))).at("/properties/recipient").asText();
        var carried =
                json(gate.event(event(context))).at("/context/traits/e-mail").asText();
        // Then
        assertThat(kept).matches(HEX + "@hashed\\.invalid").isEqualTo(named).isEqualTo(carried);
        assertThat(Addresses.keyOf(kept)).isPresent();
    }

    @Test
    void storesTheWithdrawalUnderBothFormsOfItsAddress() {
        // Given
        var body = "{\"event\":\"Email Bounced\",\"userId\":\"ada\",\"properties\":{\"email\":\"ada@example.com\"}}";
        // When
        take(body);
        // Then
        var stored = json(sink.accepted().get(0).getPayload())
                .at("/properties/email")
                .asText();
        assertThat(sink.stored().get(0)).isSameAs(sink.withdrawn().get(0));
        assertThat(sink.withdrawn().get(0).getWithdrawal().getAddressKeys())
                .containsExactly(
                        Addresses.keyOf("ada@example.com").orElseThrow(),
                        Addresses.keyOf(stored).orElseThrow());
    }

    @Test
    void findsAWithdrawalThatItsRulesTakeOut() {
        // Given
        var unsubscribed = "{\"type\":\"identify\",\"userId\":\"ada\",\"traits\":{\"unsubscribed\":\"yes\"}}";
        var capture = capture(gate("drop: [traits.*]"));
        // When
        var unused = capture.take(events(EventType.IDENTIFY, unsubscribed), RECEIPT);
        // Then
        assertThat(text(sink.accepted().get(0).getPayload())).contains("\"traits\":{}");
        assertThat(sink.withdrawn()).hasSize(1);
    }

    @Test
    void neverTouchesConsent() {
        // Given
        var sent =
                "{\"traits\":{\"consents\":{\"email\":false},\"a\":1},\"context\":{\"consent\":{\"x\":\"y\"},\"b\":1}}";
        // When
        var kept = gate("{drop: [traits.*, context.*]}").event(event(sent));
        // Then
        assertThat(text(kept.payload()))
                .isEqualTo("{\"traits\":{\"consents\":{\"email\":false}},\"context\":{\"consent\":{\"x\":\"y\"}}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"properties\":{\"ssn\":\"SECRET\"},\"context\":{\"ip\":\"192.0.2.77\"}} | {\"properties\":{},\"context\":{\"ip\":\"192.0.2.0\"}}",
                "{\"batch\":[{\"properties\":{\"ssn\":\"SECRET\"}}]} | {\"batch\":[{\"properties\":{}}]}",
                "{\"id\":1,\"data\":{\"ssn\":\"SECRET\",\"x\":{\"secret\":\"SECRET\"}}} | {\"id\":1,\"data\":{\"x\":{}}}",
                "{\"payload\":{\"after\":{\"ssn\":\"SECRET\",\"id\":7}}} | {\"payload\":{\"after\":{\"id\":7}}}",
                "[{\"propertyName\":\"ssn\",\"propertyValue\":\"SECRET\"}] | [{\"propertyName\":\"ssn\"}]",
                "{\"data_base64\":\"U0VDUkVU\"} | {}",
                "{\"properties\":{\"ssn\":\"SECRET\"}} {} | {\"withheld\":\"34 bytes that are not JSON, as ingestion.privacy.file asks\"}",
                "{\"properties\":{\"ssn\":\"SECRET\" | {\"withheld\":\"29 bytes that are not JSON, as ingestion.privacy.file asks\"}",
                "SECRET | {\"withheld\":\"6 bytes that are not JSON, as ingestion.privacy.file asks\"}",
                "{\"n\":1e99999999999,\"ssn\":\"SECRET\"} | {\"n\":1e99999999999}",
            })
    void keepsOfARejectedEventOnlyWhatMayBeStored(String sent, String kept) {
        // When
        var stored = gate.rejected(bytes(sent));
        // Then
        assertThat(text(stored.bytes())).isEqualTo(kept);
        assertThat(stored.isWhole()).isEqualTo(!kept.contains("withheld"));
    }

    @Test
    void keepsWhatIsNotJsonWhereThatIsWanted() {
        // When
        var stored = gate("{ip: drop, unreadable: keep}").rejected(bytes("{\"broken"));
        // Then
        assertThat(stored.isWhole()).isTrue();
        assertThat(text(stored.bytes())).isEqualTo("{\"broken");
    }

    @Test
    void writesNothingOfItToAnyRecord() {
        // Given
        var secrets = List.of("ada@secret.example", "SECRET", "192.0.2.77");
        var fields =
                "\"traits\":{\"email\":\"ada@secret.example\"},\"properties\":{\"ssn\":\"SECRET\"},\"context\":{\"ip\":\"192.0.2.77\"}";
        // When
        take("{\"event\":\"Email Unsubscribed\",\"userId\":\"u\"," + fields + "}");
        take("{\"event\":7,\"userId\":\"u\"," + fields + "}");
        take("{\"event\":\"Viewed\"," + fields + "}");
        take("{\"event\":\"Viewed\",\"userId\":\"u\"," + fields);
        takeBatch("{\"context\":{\"ip\":\"192.0.2.77\",\"traits\":{\"email\":\"ada@secret.example\"}},"
                + "\"batch\":[{\"type\":\"track\",\"event\":7,\"userId\":\"u\"}]}");
        // Then
        assertThat(sink.stored()).hasSizeGreaterThanOrEqualTo(6);
        for (var record : sink.stored()) {
            assertThat(secrets).noneMatch(everything(record)::contains);
        }
        assertThat(sink.headers()).containsOnly(Map.of("traceparent", "00"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ip: shorten | line 1, column 5: ip: must be keep, truncate or drop",
                "drop: [userId] | line 1, column 8: drop: userId must be the path of a field in properties, traits or context",
                "drop: [traits] | line 1, column 8: drop: traits must be the path",
                "hash: [context.consent.x] | line 1, column 8: hash: context.consent.x would hide consent",
                "drop: [traits..a] | line 1, column 8: drop: traits..a must be the path",
                "dorp: [] | line 1, column 1: dorp: there is no such key",
                "ip: [ | line 1, column",
            })
    void refusesRulesAtTheirPlace(String rules, String problem) {
        // When
        // Then
        assertThatThrownBy(() -> PrivacyReader.read(rules))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(problem);
    }

    private void take(String body) {
        take(Optional.of(EventType.TRACK), body);
    }

    private void takeBatch(String body) {
        take(Optional.empty(), body);
    }

    private void take(Optional<EventType> call, String body) {
        var read = new SubmissionReader(CaptureConfig.DEFAULT, ConfiguredSources.DEMO).read(call, body.getBytes(UTF_8));
        var unused = capture(gate)
                .take(read instanceof Events events ? events.events() : List.of((Submission.Unreadable) read), RECEIPT);
    }

    private static List<? extends RawEvent> events(EventType type, String body) {
        var read = new SubmissionReader(CaptureConfig.DEFAULT, ConfiguredSources.DEMO)
                .read(Optional.of(type), body.getBytes(UTF_8));
        return ((Events) read).events();
    }

    @Test
    void readsTheFileAgainAndKeepsTheRulesWhenTheNextAreNone(@TempDir Path folder) throws IOException {
        // Given
        var meters = new SimpleMeterRegistry();
        var file = Files.writeString(folder.resolve("privacy.yaml"), "drop: [properties.ssn]");
        var in = new ConfigReader(Settings.of(Map.of("ingestion.privacy.file", file.toString())));
        var rules = PrivacyGate.from(
                        in, IdentifierHash.keyedBy("a secret of this deployment, 32+"), new PrivacyMeters(meters))
                .orElseThrow();
        var sent = event("{\"properties\":{\"card\":1,\"ssn\":2}}");
        // When
        Files.writeString(file, "drop: [properties.ssn, properties.card]");
        await().untilAsserted(() ->
                assertThat(text(rules.get().event(sent).payload())).isEqualTo("{\"properties\":{}}"));
        Files.writeString(file, "drop: [properties.ssn");
        await().until(() -> {
            var unused = rules.get();
            return meters.get("rapport.capture.privacy.refused").counter().count() == 1;
        });
        // Then
        assertThat(text(rules.get().event(sent).payload())).isEqualTo("{\"properties\":{}}");
    }

    private Capture capture(PrivacyGate privacy) {
        return new Capture(
                new EventCheck(CaptureConfig.DEFAULT),
                Gate.of(Optional.empty(), Optional.of(() -> privacy)),
                sink,
                () -> "assigned");
    }

    private static String everything(SpecificRecord record) {
        var all = new StringBuilder();
        for (var field : record.getSchema().getFields()) {
            var value = record.get(field.pos());
            all.append(value instanceof ByteBuffer bytes ? text(bytes) : String.valueOf(value))
                    .append('\n');
        }
        return all.toString();
    }

    private static PrivacyGate gate(String rules) {
        return new PrivacyGate(PrivacyReader.read(rules), HASH);
    }

    private static IncomingEvent event(String payload) {
        return new IncomingEvent(
                EventType.TRACK, "Viewed", "m", "ada", null, null, Instant.EPOCH, bytes(payload), Set.of());
    }

    private static JsonNode json(IncomingEvent event) {
        return json(event.payload());
    }

    private static JsonNode json(ByteBuffer bytes) {
        try {
            return JsonItemReader.JSON.readTree(text(bytes));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes.duplicate()).toString();
    }
}
