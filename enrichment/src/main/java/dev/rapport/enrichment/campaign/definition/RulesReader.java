package dev.rapport.enrichment.campaign.definition;

import dev.rapport.runtime.yaml.YamlFields;
import dev.rapport.schemas.CampaignKind;
import dev.rapport.schemas.CandidateRanking;
import dev.rapport.schemas.FitCheck;
import dev.rapport.schemas.PromptOverflow;
import dev.rapport.schemas.ReplyRules;
import dev.rapport.schemas.reply.GuardrailCodes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads what a campaign asks of its replies: {@code guardrails}, {@code ranking} and {@code overflow}. */
final class RulesReader {
    private static final int MAX_CHARACTERS = 1_000_000;
    private static final int MAX_WORDS = 1_000;
    private static final String LINK = "(?i)(https?://)?[a-z0-9-]+(\\.[a-z0-9-]+)+(:\\d+)?(/\\S*)?";

    private RulesReader() {}

    /** @param kind says what has to show that a reply fits, unless the campaign switches {@code unverified} off */
    static ReplyRules read(YamlFields in, CampaignKind kind) {
        var rules = ReplyRules.newBuilder()
                .setRanking(in.parsed(
                        "ranking",
                        CandidateRanking.LIKELIHOOD,
                        oneOf(Map.of(
                                "likelihood", CandidateRanking.LIKELIHOOD,
                                "shortest", CandidateRanking.SHORTEST,
                                "longest", CandidateRanking.LONGEST,
                                "most-mentions", CandidateRanking.MOST_MENTIONS)),
                        CandidateRanking.LIKELIHOOD))
                .setOverflow(in.parsed(
                        "overflow",
                        PromptOverflow.REFUSE,
                        oneOf(Map.of("refuse", PromptOverflow.REFUSE, "truncate-left", PromptOverflow.TRUNCATE_LEFT)),
                        PromptOverflow.REFUSE));
        in.mapping("guardrails").ifPresent(guardrails -> guardrails(guardrails, rules));
        var isOff = rules.hasAllowed() && rules.getAllowed().contains(GuardrailCodes.UNVERIFIED);
        return rules.setFit(isOff ? FitCheck.NONE : fit(kind)).build();
    }

    private static FitCheck fit(CampaignKind kind) {
        return switch (kind) {
            case RECOMMENDATION, OFFER, POST, OTHER -> FitCheck.NONE;
            case SUPPORT -> FitCheck.REQUEST;
            case SUMMARY -> FitCheck.REVIEW;
        };
    }

    private static void guardrails(YamlFields in, ReplyRules.Builder rules) {
        var least = in.parsed("min-characters", 0, Values.whole(0, MAX_CHARACTERS), 0);
        var most = in.parsed("max-characters", 0, Values.whole(1, MAX_CHARACTERS), 0);
        if (most > 0 && least > most) {
            in.problemOf("min-characters", "must be at most max-characters, " + most);
        }
        var words = in.eachOf("blocked-words", Function.identity());
        if (words.size() > MAX_WORDS) {
            in.problemOf("blocked-words", "at most " + MAX_WORDS);
        }
        rules.setMinCharacters(least)
                .setMaxCharacters(most)
                .setBlockedWords(words)
                .setAllowedLinks(in.eachOf(
                        "allowed-links",
                        Values.matching(LINK, "a host such as shop.example, or one with the beginning of a path")))
                .setAllowed(in.eachOf(
                        "off",
                        Values.matching(
                                String.join("|", GuardrailCodes.CAN_BE_OFF), oneOf(GuardrailCodes.CAN_BE_OFF))));
        in.finish();
    }

    private static <T> Function<String, T> oneOf(Map<String, T> choices) {
        return text -> {
            var choice = choices.get(text.toLowerCase(Locale.ROOT));
            if (choice == null) {
                throw new IllegalArgumentException(
                        "must be " + oneOf(List.copyOf(new TreeMap<>(choices).keySet())) + ", not '" + text + "'");
            }
            return choice;
        };
    }

    private static String oneOf(List<String> choices) {
        return "one of " + String.join(", ", choices);
    }
}
