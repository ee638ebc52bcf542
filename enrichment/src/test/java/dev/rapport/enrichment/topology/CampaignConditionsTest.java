package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.identify;
import static dev.rapport.enrichment.topology.Events.viewed;
import static dev.rapport.enrichment.topology.Shop.NO_HOLDOUT;
import static dev.rapport.enrichment.topology.Shop.publish;
import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionGate;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.GateResult;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code audience} and {@code trigger.when} do, in the stream. */
class CampaignConditionsTest {
    private final EnrichmentHarness harness = new EnrichmentHarness();

    @AfterEach
    void stop() {
        harness.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "customer.traits.tier == 'gold'       | SENT            | true  | holds",
                "customer.traits.tier == 'silver'     | NOT_IN_AUDIENCE | false | does not hold",
                "customer.traits.color == 'red'       | NOT_IN_AUDIENCE | false | color is absent",
                "customer.traits.tier > 3             | FAILED          | false | failed"
            })
    void asksWhomACampaignIsFor(String condition, DecisionReason reason, boolean passed, String value) {
        // Given
        publish(harness, NO_HOLDOUT + "\naudience: " + condition + "\n");
        gold();
        // When
        harness.capture(viewed("lamp-1"));
        // Then
        assertThat(harness.drain(DECISIONS)).singleElement().satisfies(decision -> {
            assertThat(decision.getReason()).isEqualTo(reason);
            assertThat(audience(decision))
                    .containsExactly(new GateResult(DecisionGate.AUDIENCE, passed, value, condition.strip()));
        });
    }

    @Test
    void saysWhyAConditionCouldNotBeEvaluated() {
        // Given
        publish(harness, NO_HOLDOUT + "\naudience: customer.traits.tier > 3\n");
        gold();
        // When
        harness.capture(viewed("lamp-1"));
        // Then
        assertThat(harness.drain(DECISIONS))
                .extracting(Decision::getDetail)
                .containsExactly("audience: a value is of another type than it is compared or computed with");
    }

    @Test
    void decidesNothingWhereTheEventIsNotMeant() {
        // Given
        publish(harness, when("event.products[0].price.amount > 100"));
        gold();
        // When
        harness.capture(viewed("lamp-1"));
        // Then
        assertThat(harness.drain(DECISIONS)).isEmpty();
    }

    @Test
    void decidesWhereTheEventIsMeant() {
        // Given
        publish(harness, when("event.products[0].price.amount < 100"));
        gold();
        // When
        harness.capture(viewed("lamp-1"));
        // Then
        assertThat(harness.drain(DECISIONS)).extracting(Decision::getReason).containsExactly(DecisionReason.SENT);
    }

    @Test
    void failsTheDecisionWhereItCannotBeToldWhetherTheEventIsMeant() {
        // Given
        publish(harness, when("event.properties.category > 3"));
        gold();
        // When
        harness.capture(viewed("lamp-1"));
        // Then
        assertThat(harness.drain(DECISIONS)).singleElement().satisfies(decision -> {
            assertThat(decision.getReason()).isEqualTo(DecisionReason.FAILED);
            assertThat(decision.getDetail()).startsWith("trigger.when: a value is of another type");
        });
    }

    private void gold() {
        harness.capture(identify("{\"tier\":\"gold\",\"consents\":{\"marketing\":true}}"));
    }

    private static String when(String condition) {
        return NO_HOLDOUT.replace("  max-age: 1h", "  max-age: 1h\n  when: " + condition);
    }

    private static List<GateResult> audience(Decision decision) {
        return decision.getGates().stream()
                .filter(result -> result.getGate() == DecisionGate.AUDIENCE)
                .toList();
    }
}
