package dev.rapport.enrichment.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rapport.enrichment.campaign.Arm;
import dev.rapport.enrichment.campaign.Audience;
import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.campaign.Experiment;
import dev.rapport.enrichment.campaign.Languages;
import dev.rapport.enrichment.campaign.Pacing;
import dev.rapport.enrichment.campaign.Ramp;
import dev.rapport.enrichment.campaign.Share;
import dev.rapport.enrichment.campaign.Templates;
import dev.rapport.enrichment.campaign.Text;
import dev.rapport.enrichment.campaign.Trigger;
import dev.rapport.schemas.CampaignKind;
import dev.rapport.schemas.ReplyRules;
import dev.rapport.schemas.Sampling;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssignmentTest {
    private static final int CUSTOMERS = 100_000;

    @Test
    void drawsArmsByTheirShares() {
        // Given
        var campaign = campaign("spring", 1);
        var drawn = new HashMap<String, Integer>();
        // When
        for (var i = 0; i < CUSTOMERS; i++) {
            drawn.merge(Assignment.of(campaign, "customer-" + i).arm(), 1, Integer::sum);
        }
        // Then: five standard deviations around each share
        assertThat((double) drawn.getOrDefault("holdout", 0))
                .isCloseTo(10_000, within(5 * Math.sqrt(100_000 * 0.1 * 0.9)));
        assertThat((double) drawn.getOrDefault("a", 0))
                .isCloseTo(67_500, within(5 * Math.sqrt(100_000 * 0.675 * 0.325)));
        assertThat((double) drawn.getOrDefault("b", 0))
                .isCloseTo(22_500, within(5 * Math.sqrt(100_000 * 0.225 * 0.775)));
    }

    @Test
    void writesHoldoutWithArmsByTheSameWeights() {
        // Given
        var campaign = campaign("spring", 1);
        var drawn = new HashMap<String, Integer>();
        // When
        for (var i = 0; i < CUSTOMERS; i++) {
            var assignment = Assignment.of(campaign, "customer-" + i);
            if (assignment.isHoldout()) {
                drawn.merge(assignment.writtenArm(), 1, Integer::sum);
            }
        }
        // Then
        assertThat((double) drawn.getOrDefault("a", 0) / (drawn.getOrDefault("a", 0) + drawn.getOrDefault("b", 0)))
                .isCloseTo(0.75, within(0.025));
    }

    @Test
    void keepsTheArmInANewVersion() {
        for (var i = 0; i < 1_000; i++) {
            assertThat(Assignment.of(campaign("spring", 2), "customer-" + i))
                    .isEqualTo(Assignment.of(campaign("spring", 1), "customer-" + i));
        }
    }

    @Test
    void drawsCampaignsIndependently() {
        // When
        var both = 0;
        for (var i = 0; i < CUSTOMERS; i++) {
            var spring = Assignment.of(campaign("spring", 1), "customer-" + i).isHoldout();
            var summer = Assignment.of(campaign("summer", 1), "customer-" + i).isHoldout();
            both += spring && summer ? 1 : 0;
        }
        // Then
        assertThat((double) both).isCloseTo(1_000, within(5 * Math.sqrt(100_000 * 0.01 * 0.99)));
    }

    @Test
    void logsPropensitiesThatAddUp() {
        // Given
        var campaign = campaign("spring", 1);
        var propensities = new HashMap<String, Double>();
        // When
        for (var i = 0; i < 1_000; i++) {
            var assignment = Assignment.of(campaign, "customer-" + i);
            propensities.put(assignment.arm(), assignment.propensity());
        }
        // Then
        assertThat(propensities.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(1, within(1e-9));
    }

    /** By another implementation. A change here would move every customer of every running experiment. */
    @ParameterizedTest
    @CsvSource({"customer-1, 915", "customer-42, 925", "ad, 5129", "äöü, 8604"})
    void keepsItsBucketsForEver(String customer, int bucket) {
        // When
        var drawn = Buckets.of("product-recommendation", customer);
        // Then
        assertThat(drawn).isEqualTo(bucket);
    }

    static Campaign campaign(String id, int version) {
        return aCampaign(id, version, Pacing.UNLIMITED);
    }

    /** A campaign that holds a tenth back and writes two arms, three to one. */
    static Campaign aCampaign(String id, int version, Pacing pacing) {
        return new Campaign(
                id,
                version,
                CampaignKind.RECOMMENDATION,
                "Order Completed",
                new Trigger.Event(List.of("Product Viewed"), Duration.ofHours(1)),
                new Audience("email", "marketing"),
                pacing,
                new Experiment(
                        new Share(1_000),
                        List.of(new Arm("a", new Share(7_500)), new Arm("b", new Share(2_500))),
                        Optional.empty(),
                        Ramp.ALL),
                new Text(
                        new Languages("en", List.of("en")),
                        Sampling.newBuilder()
                                .setCandidates(1)
                                .setMaxNewTokens(10)
                                .setTemperature(1)
                                .setTopK(0)
                                .setTopP(1)
                                .build(),
                        ReplyRules.newBuilder().build(),
                        new Templates("prompt", "fallback", List.of())));
    }
}
