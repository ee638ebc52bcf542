package dev.rapport.tuning.outcomes;

import static dev.rapport.tuning.outcomes.Omission.CONSENT_WITHDRAWN;
import static dev.rapport.tuning.outcomes.Omission.ERASED;
import static dev.rapport.tuning.outcomes.Omission.HOLDOUT;
import static dev.rapport.tuning.outcomes.Omission.NO_CONSENT;
import static dev.rapport.tuning.outcomes.Omission.NO_DECISION;
import static dev.rapport.tuning.outcomes.Omission.NO_MODEL_TEXT;
import static dev.rapport.tuning.outcomes.Omission.NO_PROFILE;
import static dev.rapport.tuning.outcomes.Omission.NO_PROMPT;
import static dev.rapport.tuning.outcomes.Omission.PERSONAL_DATA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutcomeLedgerTest {
    private static final Set<String> REQUIRED = Set.of("marketing");

    @Test
    void learnsFromWhatWorked() {
        // Given
        var story = new Story().converted(1_000_000);
        // When
        var found = story.told(REQUIRED);
        // Then
        assertThat(found.replies()).isEqualTo(1);
        assertThat(found.converted()).isEqualTo(1);
        assertThat(found.leftOut()).isEmpty();
        assertThat(found.pairs()).singleElement().satisfies(pair -> {
            assertThat(pair.weight()).isCloseTo(1 / 0.25, within(1e-12));
            assertThat(pair.example().prompt())
                    .startsWith("name: ")
                    .endsWith("reply:")
                    .doesNotContain("Ada");
            assertThat(pair.example().reply()).startsWith(" Hi ").doesNotContain("Ada");
        });
    }

    @Test
    void countsAConversionAsItWasLastWritten() {
        assertThat(new Story().converted(1_000_000).converted(0).told(REQUIRED).converted())
                .isZero();
        assertThat(new Story().converted(0).converted(500_000).told(REQUIRED).pairs())
                .singleElement()
                .satisfies(pair -> assertThat(pair.weight()).isCloseTo(0.5 / 0.25, within(1e-12)));
    }

    @Test
    void countsTheLastTouchOfTheCustomerOnly() {
        assertThat(new Story()
                        .convertedBy("first", Story.CUSTOMER)
                        .told(REQUIRED)
                        .converted())
                .isZero();
        assertThat(new Story()
                        .convertedBy("last", "somebody-else")
                        .told(REQUIRED)
                        .converted())
                .isZero();
    }

    @Test
    void saysWhyAReplyIsLeftOut() {
        assertThat(reason(new Story().erasure())).isEqualTo(ERASED);
        assertThat(reason(new Story().profileDeleted())).isEqualTo(ERASED);
        assertThat(reason(new Story().consent("marketing", false))).isEqualTo(CONSENT_WITHDRAWN);
        assertThat(reason(new Story().consent("personalization", false))).isEqualTo(CONSENT_WITHDRAWN);
        assertThat(reason(new Story().unreadableConsent())).isEqualTo(CONSENT_WITHDRAWN);
        assertThat(reason(new Story().consentDeleted())).isEqualTo(NO_CONSENT);
        assertThat(reason(new Story().campaignConsent("sms"))).isEqualTo(NO_CONSENT);
        assertThat(reason(new Story().heldOut())).isEqualTo(HOLDOUT);
        assertThat(reason(new Story().fallback())).isEqualTo(NO_MODEL_TEXT);
        assertThat(reason(new Story().withoutPrompt())).isEqualTo(NO_PROMPT);
        assertThat(reason(new Story().withoutDecision())).isEqualTo(NO_DECISION);
        assertThat(reason(new Story().propensity(0))).isEqualTo(NO_DECISION);
        assertThat(reason(new Story().withoutProfile())).isEqualTo(NO_PROFILE);
        assertThat(reason(new Story().reply("Call 555-123-4567, Ada."))).isEqualTo(PERSONAL_DATA);
        assertThat(reason(new Story().reply("Ada <|endoftext|>"))).isEqualTo(Omission.UNUSABLE_TEXT);
    }

    @Test
    void takesConsentAgainForWhatItIs() {
        var story = new Story().consent("marketing", false).consent("marketing", true);
        assertThat(story.converted(1_000_000).told(REQUIRED).pairs()).hasSize(1);
    }

    @Test
    void asksForConsentEvenWhereTheCampaignDoesNot() {
        var asked = new Story().campaignConsent("none").converted(1_000_000);
        assertThat(asked.told(REQUIRED).pairs()).hasSize(1);
        assertThat(asked.told(Set.of("training")).leftOut()).containsOnlyKeys(NO_CONSENT);
    }

    @Test
    void learnsFromAReplyToWhoWasMergedSince() {
        // Given
        var story = new Story().browserMerged().converted(1_000_000);
        // When
        var found = story.told(REQUIRED);
        // Then
        assertThat(found.leftOut()).isEmpty();
        assertThat(found.pairs()).hasSize(1);
    }

    @Test
    void hearsTheNoOfWhoWasMergedSince() {
        assertThat(reason(new Story().browserMerged().consentOfBrowser("marketing", false)))
                .isEqualTo(CONSENT_WITHDRAWN);
    }

    @Test
    void joinsAsAPlainSearchDoes() {
        for (var seed = 0; seed < 400; seed++) {
            // Given
            var world = RandomOutcomes.of(new Random(seed));
            // When
            var found = world.told();
            // Then
            assertThat(found.replies()).isEqualTo(world.replies().size());
            assertThat(found.leftOut()).as("seed %d", seed).isEqualTo(world.leftOutBySearch());
            assertThat(found.pairs().stream().mapToDouble(pair -> pair.weight()))
                    .as("seed %d", seed)
                    .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b))
                    .containsExactlyElementsOf(world.weightsBySearch());
            assertThat(found.converted())
                    .isEqualTo(found.pairs().size()
                            + found.leftOut().values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum());
        }
    }

    private static Omission reason(Story story) {
        var found = story.converted(1_000_000).told(REQUIRED);
        assertThat(found.pairs()).isEmpty();
        assertThat(found.leftOut()).hasSize(1).containsValue(1L);
        return found.leftOut().keySet().iterator().next();
    }
}
