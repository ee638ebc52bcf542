package dev.rapport.enrichment.campaign.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.campaign.Arm;
import dev.rapport.enrichment.campaign.FrequencyCap;
import dev.rapport.enrichment.campaign.Share;
import dev.rapport.runtime.yaml.YamlProblem;
import dev.rapport.schemas.CandidateRanking;
import dev.rapport.schemas.FitCheck;
import dev.rapport.schemas.PromptOverflow;
import dev.rapport.schemas.ReplyRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CampaignYamlTest {
    private final String bundled = bundled();

    @Test
    void readsBundledCampaign() throws InvalidCampaignException {
        // When
        var campaign = CampaignYaml.parse(bundled);
        // Then
        assertThat(campaign.id()).isEqualTo("product-recommendation");
        assertThat(campaign.experiment().holdout()).isEqualTo(new Share(1_000));
        assertThat(campaign.pacing().caps()).containsExactly(FrequencyCap.ofCampaign(1, Duration.ofHours(24)));
        assertThat(campaign.experiment().arms())
                .containsExactly(new Arm("friendly", new Share(5_000)), new Arm("brief", new Share(5_000)));
        assertThat(campaign.text().sampling().getCandidates()).isEqualTo(3);
        assertThat(campaign.trigger().maxAge()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void keepsACustomersOrderWhereTheCampaignAsksForIt() throws InvalidCampaignException {
        // When
        var campaign = CampaignYaml.parse(bundled + "\nordered: true\n");
        // Then
        assertThat(campaign.pacing().ordered()).isTrue();
        assertThat(CampaignYaml.parse(bundled).pacing().ordered()).isFalse();
        assertThat(CampaignYaml.validate(bundled + "\nordered: please\n"))
                .singleElement()
                .asString()
                .contains("ordered: must be true or false, not 'please'");
    }

    @Test
    void refusesKindsThatThereAreNot() {
        assertThat(CampaignYaml.validate(bundled.replace("kind: recommendation", "kind: sermon")))
                .singleElement()
                .asString()
                .endsWith("kind: must be one of recommendation, offer, post, support, summary, not 'sermon'");
    }

    @Test
    void knowsEveryPropertyOfAnEventButNoOtherVariables() {
        assertThat(CampaignYaml.validate(bundled.replace("task: recommend", "task: {{ event.any_thing }}")))
                .isEmpty();
        assertThat(CampaignYaml.validate(bundled.replace("task: recommend", "task: {{ evnt.any_thing }}")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"recommendation, NONE", "offer, NONE", "post, NONE", "support, REQUEST", "summary, REVIEW"})
    void saysByItsKindWhatHasToShowThatAReplyFits(String kind, FitCheck fit) throws InvalidCampaignException {
        // Given
        var yaml = bundled.replace("kind: recommendation", "kind: " + kind);
        // When
        var rules = CampaignYaml.parse(yaml).text().rules();
        var trusting = CampaignYaml.parse(yaml + "\nguardrails: {off: [unverified]}\n")
                .text()
                .rules();
        // Then
        assertThat(rules.getFit()).isEqualTo(fit);
        assertThat(trusting.getFit()).isEqualTo(FitCheck.NONE);
    }

    @Test
    void reportsEveryProblemAtItsPlace() {
        // Given
        var yaml = bundled.replace("version: 1", "version: none")
                .replace("holdout: 10%", "holdout: 0.1")
                .replace("{name: brief, weight: 50%}", "{name: holdout, weight: 40%}")
                .replace("channel: email", "chanel: email")
                .replace("max-age: 1h", "max-age: soon");
        // When
        var problems = CampaignYaml.validate(yaml);
        // Then
        assertThat(problems)
                .extracting(YamlProblem::toString)
                .containsExactly(
                        "line 2, column 1: channel: is missing",
                        "line 3, column 10: version: 'none' is not a number",
                        "line 7, column 12: trigger.max-age: expected a duration such as 250ms, 30s, 5m, 2h or 7d",
                        "line 9, column 1: chanel: there is no such key, expected id, version, kind, trigger, goal, channel,"
                                + " consent, audience, default-zone, holdout, arms, layer, slots, ramp, window, re-entry, cap,"
                                + " priority, ordered, quiet-hours, send-at, expires-after, language, sampling, ranking,"
                                + " overflow, guardrails, template, fallback, must-mention; did you mean 'channel'?",
                        "line 11, column 10: holdout: must be a percentage such as 10% or 33.34%, not '0.1'",
                        "line 14, column 3: arms: weights must add up to 100%, not 90%",
                        "line 15, column 12: arms[1].name: holdout is the name of those who get nothing");
    }

    @Test
    void refusesABlankChannelByWhichScoringWouldTakeItForAnExperimentOfOthers() {
        // When
        var problems = CampaignYaml.validate(bundled.replace("channel: email", "channel: \" \""));
        // Then
        assertThat(problems).singleElement().satisfies(problem -> assertThat(problem.message())
                .startsWith("channel: "));
    }

    @Test
    void reportsLiquidInsideTheBlock() {
        // When
        var problems = CampaignYaml.validate(bundled.replace("  tone: {{ tone }}", "  tone: {{ tone | shout }}"));
        // Then
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(22);
            assertThat(problem.message()).startsWith("template: ").contains("shout");
        });
    }

    @Test
    void holdsEverySupportedLanguageToTheRuleOfTheDefault() {
        // When
        var problems = CampaignYaml.validate(
                bundled.replaceFirst("supported: \\[[^]]*]", "supported: [en, german, de-CH, fr]"));
        // Then
        assertThat(problems)
                .extracting(YamlProblem::message)
                .containsExactly(
                        "language.supported: must be an ISO 639-1 code such as en, not 'german'",
                        "language.supported: must be an ISO 639-1 code such as en, not 'de-CH'");
    }

    @Test
    void readsWhatACampaignAsksOfItsReplies() throws InvalidCampaignException {
        // Given
        var yaml = bundled + """

                ranking: most-mentions
                overflow: truncate-left
                guardrails:
                  min-characters: 20
                  max-characters: 300
                  blocked-words: [cheap, 最便宜]
                  allowed-links: [shop.example, "https://shop.example/sale"]
                  off: [unknown-price, repetition]
                """;
        // When
        var rules = CampaignYaml.parse(yaml).text().rules();
        // Then
        assertThat(rules)
                .isEqualTo(ReplyRules.newBuilder()
                        .setMinCharacters(20)
                        .setMaxCharacters(300)
                        .setBlockedWords(List.of("cheap", "最便宜"))
                        .setAllowedLinks(List.of("shop.example", "https://shop.example/sale"))
                        .setAllowed(List.of("unknown-price", "repetition"))
                        .setRanking(CandidateRanking.MOST_MENTIONS)
                        .setOverflow(PromptOverflow.TRUNCATE_LEFT)
                        .build());
        assertThat(CampaignYaml.parse(bundled).text().rules())
                .isEqualTo(ReplyRules.newBuilder().build());
    }

    @Test
    void reportsRulesThatAreNone() {
        // Given
        var yaml = """
                ranking: best
                overflow: cut
                guardrails:
                  min-characters: 30
                  max-characters: 20
                  blocked-words: [cheap, ""]
                  allowed-links:
                    - shop.example
                    - our shop
                  off: [placeholder]
                  on: [repetition]
                """;
        // When
        var problems = CampaignYaml.validate(bundled.stripTrailing() + "\n" + yaml);
        // Then
        var first = (int) bundled.stripTrailing().lines().count() + 1;
        assertThat(problems)
                .extracting(problem -> problem.line() - first + " " + problem.message())
                .containsExactly(
                        "0 ranking: must be one of likelihood, longest, most-mentions, shortest, not 'best'",
                        "1 overflow: must be one of refuse, truncate-left, not 'cut'",
                        "3 guardrails.min-characters: must be at most max-characters, 20",
                        "5 guardrails.blocked-words: must be a single value",
                        "8 guardrails.allowed-links: must be a host such as shop.example, or one with the beginning"
                                + " of a path, not 'our shop'",
                        "9 guardrails.off: must be one of altered-name, personal-data, unknown-link, unknown-price,"
                                + " unknown-offer, unknown-code, wrong-language, prompt-echo, repetition, unverified,"
                                + " not 'placeholder'",
                        "10 guardrails.on: there is no such key, expected min-characters, max-characters, blocked-words,"
                                + " allowed-links, off");
    }

    @Test
    void reportsVariableThatDoesNotExist() {
        // When
        var problems = CampaignYaml.validate(bundled.replace("{{ product.name }}\n", "{{ prodct.name }}\n"));
        // Then
        assertThat(problems)
                .singleElement()
                .extracting(YamlProblem::message)
                .isEqualTo("template: Variable 'prodct.name' does not exist");
    }

    @Test
    void reportsWhatIsNotYaml() {
        assertThat(CampaignYaml.validate("id: [a\nversion: 1"))
                .singleElement()
                .extracting(YamlProblem::line)
                .isEqualTo(2);
        assertThat(CampaignYaml.validate(""))
                .extracting(YamlProblem::toString)
                .containsExactly("line 1, column 1: a campaign must be a mapping of keys to values");
        assertThat(CampaignYaml.validate("- a list"))
                .extracting(YamlProblem::message)
                .containsExactly("a campaign must be a mapping of keys to values");
    }

    @Test
    void refusesTheKindThatStandsForUnknownOnes() {
        // When
        var problems = CampaignYaml.validate(bundled.replace("kind: recommendation", "kind: other"));
        // Then
        assertThat(problems)
                .extracting(YamlProblem::message)
                .containsExactly("kind: must be one of recommendation, offer, post, support, summary, not 'other'");
    }

    @Test
    void reportsKeyGivenTwice() {
        assertThat(CampaignYaml.validate(bundled + "\nversion: 2\n"))
                .extracting(YamlProblem::message)
                .containsExactly("version: is given twice");
    }

    private static String bundled() {
        try (var in = CampaignYamlTest.class.getResourceAsStream("/campaigns/product-recommendation.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .replaceFirst("^# yaml-language-server.*\n", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
