package dev.rapport.ingestion.capture.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.EventCheck;
import dev.rapport.ingestion.capture.FakeEventSink;
import dev.rapport.ingestion.capture.Gate;
import dev.rapport.ingestion.capture.IncomingEvent;
import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.capture.segment.Submission.Events;
import dev.rapport.ingestion.capture.segment.SubmissionReader;
import dev.rapport.ingestion.capture.source.ConfiguredSources;
import dev.rapport.runtime.config.ConfigException;
import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.EventFlag;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.RejectionReason;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlanCheckTest {
    private static final String PLAN = """
            unplanned: flag
            on-violation: reject
            $defs:
              price: {type: number, minimum: 0}
            events:
              - event: Order Completed
                properties:
                  required: [order_id, total]
                  properties:
                    order_id: {type: string, pattern: '^o-[0-9]+$'}
                    total: {$ref: '#/$defs/price'}
                    currency: {enum: [EUR, USD]}
                    email: {type: string, format: email}
                    products:
                      type: array
                      items: {required: [sku], properties: {price: {$ref: '#/$defs/price'}}}
              - event: Watched
                on-violation: flag
                properties: {additionalProperties: false}
              - event: Tried
                on-violation: ignore
                properties: {required: [a]}
              - event: Free
              - type: identify
                traits: {properties: {age: {type: integer}}}
              - type: page
                name: Home
                properties: {required: [url]}
            """;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PlanCheck check = new PlanCheck(planned(PLAN), new PlanMeters(meters));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /properties breaks the rule required of order_id",
                "{'order_id':'o-1'} | /properties breaks the rule required of total",
                "{'order_id':'1','total':1} | /properties/order_id breaks the rule pattern: \"^o-[0-9]+$\"",
                "{'order_id':'o-1','total':-1} | /properties/total breaks the rule minimum: 0",
                "{'order_id':'o-1','total':'1'} | /properties/total breaks the rule type: \"number\"",
                "{'order_id':'o-1','total':1,'currency':'XXX'} | /properties/currency breaks the rule enum: [\"EUR\",\"USD\"]",
                "{'order_id':'o-1','total':1,'email':'secret'} | /properties/email breaks the rule format: \"email\"",
                "{'order_id':'o-1','total':1,'products':[{'sku':1},{}]} | /properties/products/1 breaks the rule required of sku",
            })
    void rejectsWithEventPathAndRuleAndNoValue(String properties, String detail) {
        // Given
        var event = event(EventType.TRACK, "Order Completed", "{\"properties\":" + properties.replace('\'', '"') + "}");
        // When
        var outcome = check.check(event);
        // Then
        assertThat(outcome)
                .isEqualTo(Outcome.rejected(
                        RejectionReason.PLAN_VIOLATION, "event Order Completed: " + detail + " of the tracking plan"));
    }

    @Test
    void acceptsWhatKeepsThePlanAsItIs() {
        // Given
        var event = event(
                EventType.TRACK,
                "Order Completed",
                "{\"properties\":{\"order_id\":\"o-1\",\"total\":19.90,\"more\":true,\"products\":[{\"sku\":\"a\"}]}}");
        // When
        var outcome = check.check(event);
        // Then
        assertThat(outcome).isEqualTo(Outcome.accepted(event));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TRACK | Watched | {\"properties\":{\"a\":1}} | true",
                "TRACK | Tried | {} | false",
                "TRACK | Free | {\"properties\":{\"a\":1}} | false",
                "TRACK | Other | {} | true",
                "PAGE | Start | {} | false",
                "ALIAS | | {} | false",
                "IDENTIFY | | {\"traits\":{\"age\":7.0}} | false",
            })
    void flagsOrIgnoresAsThePlanSays(EventType type, String name, String payload, boolean flagged) {
        // When
        var outcome = check.check(event(type, name, payload));
        // Then
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Accepted.class, accepted -> assertThat(
                        ((IncomingEvent) accepted.value()).flags())
                .isEqualTo(flagged ? Set.of(EventFlag.PLAN_VIOLATED) : Set.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PAGE | Home | {} | PAGE",
                "IDENTIFY | | {\"traits\":{\"age\":\"x\"}} | IDENTIFY",
                "IDENTIFY | | {\"context\":{\"traits\":{\"age\":\"x\"}}} | IDENTIFY",
            })
    void knowsOtherCallsToo(EventType type, String name, String payload) {
        // When
        var outcome = check.check(event(type, name, payload));
        // Then
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void countsByTheNamesOfThePlan() {
        // When
        check.check(event(EventType.TRACK, "Order Completed", "{}"));
        check.check(event(EventType.TRACK, "Anything a sender says", "{}"));
        // Then
        assertThat(count("Order Completed", "required", "reject")).isEqualTo(1);
        assertThat(count("unplanned", "unplanned", "flag")).isEqualTo(1);
    }

    @Test
    void matchesAPatternThatWouldTakeOthersForEver() {
        // Given
        var plan = "events: [{event: A, on-violation: reject, properties: {properties: {a: {pattern: '^(a+)+$'}}}}]";
        var slow = event(EventType.TRACK, "A", "{\"properties\":{\"a\":\"" + "a".repeat(30_000) + "!\"}}");
        // When
        var outcome = new PlanCheck(planned(plan), new PlanMeters(meters)).check(slow);
        // Then
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void storesTheWithdrawalOfAnEventThatItRejects() {
        // Given
        var sink = new FakeEventSink();
        var reject = new PlanCheck(planned("{unplanned: reject, events: []}"), new PlanMeters(meters));
        var capture = new Capture(
                new EventCheck(CaptureConfig.DEFAULT),
                new Gate(reject, () -> Gate.Privacy.NONE),
                sink,
                () -> "assigned");
        var body = "{\"event\":\"Unsubscribed\",\"userId\":\"ada\"}".getBytes(UTF_8);
        var events = ((Events) new SubmissionReader(CaptureConfig.DEFAULT, ConfiguredSources.DEMO)
                        .read(Optional.of(EventType.TRACK), body))
                .events();
        // When
        var unused = capture.take(events, new Receipt("shop", Instant.EPOCH.plusSeconds(9), Map.of()));
        // Then
        assertThat(sink.rejected()).hasSize(1);
        assertThat(sink.withdrawn()).singleElement().satisfies(withdrawn -> assertThat(withdrawn.getUserId())
                .isEqualTo("ada"));
    }

    @Test
    void refusesAFileThatIsNoPlanAtTheStart() throws Exception {
        // Given
        var file = Files.writeString(
                folder.resolve("plan.yaml"), "events:\n  - event: A\n    properties: {type: strng}\n");
        // When
        // Then
        assertThatThrownBy(() -> configured(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(file + ": line 3, column 24: events[0].properties/type: is not JSON Schema");
    }

    @Test
    void readsTheFileAgainAndKeepsThePlanWhenTheNextIsNone() throws Exception {
        // Given
        var file = Files.writeString(folder.resolve("plan.yaml"), "{unplanned: ignore, events: []}");
        var configured = configured(file).orElseThrow();
        var event = event(EventType.TRACK, "New", "{}");
        // When
        Files.writeString(file, "{unplanned: reject, events: [], }");
        await().until(() -> configured.check(event) instanceof Outcome.Rejected);
        Files.writeString(file, "unplanned: [never");
        await().until(() -> {
            var unused = configured.check(event);
            return meters.get("rapport.capture.plan.refused").counter().count() == 1;
        });
        // Then
        assertThat(configured.check(event)).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void hasNoPlanWithoutAFile() {
        // When
        var plan = PlanCheck.from(new ConfigReader(Settings.of(Map.of())), new PlanMeters(meters));
        // Then
        assertThat(plan).isEmpty();
    }

    private Optional<Gate.Plan> configured(Path file) {
        var in = new ConfigReader(Settings.of(Map.of("ingestion.plan.file", file.toString())));
        var plan = PlanCheck.from(in, new PlanMeters(meters));
        in.finish();
        return plan;
    }

    private double count(String... tags) {
        return meters.get("rapport.capture.plan.violations")
                .tags(List.of(Tag.of("event", tags[0]), Tag.of("rule", tags[1]), Tag.of("action", tags[2])))
                .counter()
                .count();
    }

    private static Supplier<TrackingPlan> planned(String text) {
        var plan = PlanReader.read(text);
        return () -> plan;
    }

    private static IncomingEvent event(EventType type, @Nullable String name, String payload) {
        return new IncomingEvent(
                type, name, "m", "ada", null, null, Instant.EPOCH, ByteBuffer.wrap(payload.getBytes(UTF_8)), Set.of());
    }
}
