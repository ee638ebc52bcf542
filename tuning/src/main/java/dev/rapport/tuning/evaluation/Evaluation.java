package dev.rapport.tuning.evaluation;

import java.util.List;
import java.util.Map;

/**
 * Results on examples whose slot values were never trained on.
 *
 * @param greedy     scores of greedy replies by language code
 * @param sampled    scores of the likeliest of three replies drawn at temperature 0.8, by language code
 * @param distinct   mean number of different texts among three drawn replies
 * @param replyTokens mean length of a greedy reply
 * @param samples    a few prompts with their replies, the first ones by seed
 */
public record Evaluation(
        Map<String, CopyScore> greedy,
        Map<String, CopyScore> sampled,
        double distinct,
        double replyTokens,
        List<Sample> samples) {
    /** A prompt with a greedy reply and three drawn ones. */
    public record Sample(String prompt, String greedy, List<String> drawn) {}
}
