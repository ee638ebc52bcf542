package dev.rapport.inference.reply;

import dev.rapport.schemas.Candidate;
import dev.rapport.schemas.CandidateRanking;
import dev.rapport.schemas.Prompt;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The order in which candidates are tried. */
final class CandidateOrder {
    /** One {@code field: value} line of a prompt. */
    private static final Pattern VALUE = Pattern.compile("(?m)^[\\p{L}][\\p{L} _-]{0,30}: (.*\\S)\\s*$");

    /** A prompt with more lines is not a description, and every candidate is searched for each value. */
    private static final int MAX_VALUES = 1_000;

    private static final Comparator<Candidate> LIKELIHOOD = Comparator.comparing(Candidate::getScored)
            .thenComparingDouble(Candidate::getScore)
            .reversed();
    private static final Comparator<Candidate> LENGTH = Comparator.comparingInt(candidate ->
            candidate.getText().codePointCount(0, candidate.getText().length()));

    private CandidateOrder() {}

    /**
     * As the prompt's campaign says; equal ones by log-probability per token, without which short texts would
     * always win; those that are not scored come last, as they arrived.
     */
    static Comparator<Candidate> of(Prompt prompt) {
        return switch (rule(prompt)) {
            case SHORTEST -> LENGTH.thenComparing(LIKELIHOOD);
            case LONGEST -> LENGTH.reversed().thenComparing(LIKELIHOOD);
            case MOST_MENTIONS -> mentions(prompt).reversed().thenComparing(LIKELIHOOD);
            case LIKELIHOOD, OTHER -> LIKELIHOOD;
        };
    }

    /** What {@link #of} goes by: never OTHER. */
    static CandidateRanking rule(Prompt prompt) {
        var rule = prompt.getRules().getRanking();
        return rule == CandidateRanking.OTHER ? CandidateRanking.LIKELIHOOD : rule;
    }

    /** How many of the texts to mention and of the values in the prompt's lines a text holds. */
    private static Comparator<Candidate> mentions(Prompt prompt) {
        var values = Stream.concat(
                        prompt.getMustMention().stream(),
                        VALUE.matcher(prompt.getText()).results().map(CandidateOrder::value))
                .distinct()
                .limit(MAX_VALUES)
                .toList();
        return Comparator.comparingLong(candidate -> count(values, candidate.getText()));
    }

    private static String value(MatchResult line) {
        return line.group(1);
    }

    private static long count(List<String> values, String text) {
        return values.stream().filter(text::contains).count();
    }
}
