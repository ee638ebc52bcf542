package dev.rapport.scoring.history;

import static dev.rapport.testkit.record.Records.CUSTOMER;
import static dev.rapport.testkit.record.Records.aDecision;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static dev.rapport.testkit.record.Records.euros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rapport.schemas.Metric;
import dev.rapport.schemas.MetricWindow;
import dev.rapport.scoring.metric.EventNames;
import dev.rapport.scoring.metric.MetricChanges;
import dev.rapport.scoring.metric.OutsideNames;
import dev.rapport.scoring.state.Exposure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever customers send, what is remembered and counted of it fits into a record of Kafka. */
final class BoundedStateTest {
    private static final int MAX_BYTES = 1_000_000;
    private static final String LONG = "奶".repeat(8_000);

    @Test
    void remembersACustomerWithEndlessTextsInOneRecordALedger() throws IOException {
        // Given
        var histories = new TestingHistories(ScoringRules.defaults());
        // When
        for (var i = 0; i < 250; i++) {
            var id = LONG + i;
            histories.record(
                    CUSTOMER,
                    anEnrichedEvent()
                            .setMessageId(id)
                            .setSessionId(id)
                            .setName("Order Completed")
                            .setOrderId(id)
                            .setRevenue(euros(100))
                            .setUtmSource(id)
                            .build());
            histories.record(
                    CUSTOMER,
                    anEnrichedEvent()
                            .setMessageId(id)
                            .setName("Email Opened")
                            .setPromptId(id)
                            .build());
            histories.record(
                    CUSTOMER,
                    aDecision()
                            .setDecisionId(id)
                            .setTriggerName(id)
                            .setPromptId(id)
                            .build());
            var exposure = new Exposure(id, id, "", (long) i, id, 0L, Map.of(), Map.of(), "");
            histories.change(CUSTOMER, history -> history.record(exposure));
        }
        // Then
        for (var store : histories.all()) {
            assertThat(bytes(store.get(CUSTOMER))).isLessThan(MAX_BYTES);
        }
        assertThat(Objects.requireNonNull(histories.goals.get(CUSTOMER)).getGoals())
                .extracting(goal -> goal.getOrderId())
                .doesNotHaveDuplicates();
        assertThat(Objects.requireNonNull(histories.touchpoints.get(CUSTOMER)).getTouchpoints())
                .hasSize(TouchpointLedger.MAX_TOUCHPOINTS);
        assertThat(histories.conversions().values())
                .allSatisfy(conversion -> assertThat(bytes(conversion)).isLessThan(MAX_BYTES));
    }

    @Test
    void countsEventNamesWithoutEndInOneRow() {
        // Given
        var histories = new TestingHistories(new ScoringRules(
                List.of(),
                Duration.ofDays(14),
                Duration.ofDays(30),
                new EventNames(List.of("Ours")),
                OutsideNames.ALL));
        var changes = new MetricChanges();
        // When
        for (var i = 0; i < 2_000; i++) {
            var event = anEnrichedEvent().setName(i == 0 ? "Ours" : LONG + i).build();
            histories.record(CUSTOMER + i, event).metrics().minutes().forEach(changes::add);
        }
        // Then
        assertThat(changes.toRows().get(0).getCounts())
                .isEqualTo(Map.of("events", 2_000L, "sessions", 2_000L, "event.Ours", 1L, "event.(other)", 1_999L));
    }

    @Test
    void countsExperimentsThatAreNotListedAsOne() {
        // Given
        var listed = new OutsideNames(List.of("ours"));
        var histories = new TestingHistories(new ScoringRules(
                List.of(), Duration.ofDays(14), Duration.ofDays(30), new EventNames(List.of()), listed));
        var changes = new MetricChanges();
        // When
        for (var i = 0; i < 300; i++) {
            var name = i == 0 ? "ours" : "invented " + i;
            var exposure = new Exposure(name, "arm of " + name, "", (long) i, name, 0L, Map.of(), Map.of(), "");
            histories
                    .change(CUSTOMER + i, history -> history.record(exposure))
                    .metrics()
                    .minutes()
                    .forEach(changes::add);
        }
        // Then
        assertThat(changes.toRows())
                .filteredOn(row -> row.getWindow() == MetricWindow.ALL)
                .extracting(Metric::getCampaignId, Metric::getArm, row -> row.getCounts()
                        .get("customers"))
                .containsExactlyInAnyOrder(tuple("ours", "arm of ours", 1L), tuple("(other)", "(other)", 299L));
    }

    private static int bytes(@Nullable Object record) throws IOException {
        var specific = (SpecificRecord) Objects.requireNonNull(record);
        var out = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new SpecificDatumWriter<SpecificRecord>(specific.getSchema(), SpecificData.getForClass(specific.getClass()))
                .write(specific, encoder);
        return out.size();
    }

    @Test
    void leavesTextsAsTheyAreUpToTheLimitAndKeepsLongerOnesApart() {
        // Given
        var fits = "x".repeat(ShortText.MAX_BYTES);
        // Then
        assertThat(ShortText.of(fits)).isSameAs(fits);
        assertThat(ShortText.of(fits + "a"))
                .isNotEqualTo(ShortText.of(fits + "b"))
                .startsWith("xxx");
        assertThat(ShortText.of(ShortText.of(LONG)))
                .isEqualTo(ShortText.of(LONG))
                .doesNotContain("\uFFFD");
    }
}
