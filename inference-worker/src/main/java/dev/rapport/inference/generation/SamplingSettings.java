package dev.rapport.inference.generation;

import dev.rapport.schemas.Sampling;
import java.util.List;

/**
 * How candidates are drawn; the semantics are those of Hugging Face {@code generate}.
 *
 * @param candidates candidates of one prompt, 1 to 64
 * @param maxNewTokens max tokens of one candidate, at least 1
 * @param minNewTokens tokens before a candidate may end by itself, at most maxNewTokens
 * @param temperature divides the logits, at least 0.01, or 0: greedy, and then topK, topP and minP have no effect
 * @param topK keeps the k most probable tokens and those that tie with the last; 0 keeps all
 * @param topP keeps the smallest set of tokens whose probability reaches p, in (0, 1]; 1 keeps all
 * @param minP drops tokens less probable than minP times the most probable, in [0, 1); 0 drops none
 * @param repetitionPenalty penalty on tokens of prompt and text so far, positive; 1 is none
 * @param noRepeatNgramSize size of the n-grams that may not occur twice in prompt and text; 0 allows all
 * @param stop texts that end a candidate; the first that occurs is not part of it
 * @param badWords texts whose run of tokens may not occur, with a space before it or without; the same letters in other
 *     tokens may
 */
public record SamplingSettings(
        int candidates,
        int maxNewTokens,
        int minNewTokens,
        double temperature,
        int topK,
        double topP,
        double minP,
        double repetitionPenalty,
        int noRepeatNgramSize,
        List<String> stop,
        List<String> badWords) {

    /** More texts than anybody reads: each takes a slot of the batch. */
    private static final int MAX_CANDIDATES = 64;

    /** Logits divided by less leave the range of floats long before the texts change. */
    private static final double MIN_TEMPERATURE = 0.01;

    /** Three candidates of at most 50 tokens at temperature 1 from the 50 most probable: Hugging Face's defaults. */
    public static final SamplingSettings DEFAULT = new SamplingSettings(3, 50, 0, 1.0, 50, 1.0, 0.0, 1.0, 0);

    /** @throws WrongSamplingException at the first setting that breaks its rule */
    public SamplingSettings {
        require(candidates >= 1 && candidates <= MAX_CANDIDATES, "candidates", candidates, "1 to " + MAX_CANDIDATES);
        require(maxNewTokens >= 1, "max-new-tokens", maxNewTokens, "at least 1");
        require(
                minNewTokens >= 0 && minNewTokens <= maxNewTokens,
                "min-new-tokens",
                minNewTokens,
                "0 to " + maxNewTokens + ", the max number of new tokens");
        require(
                temperature == 0 || (temperature >= MIN_TEMPERATURE && Double.isFinite(temperature)),
                "temperature",
                temperature,
                "0, which is greedy, or at least " + MIN_TEMPERATURE);
        require(topK >= 0, "top-k", topK, "0 or more");
        require(topP > 0 && topP <= 1, "top-p", topP, "above 0 and at most 1");
        require(minP >= 0 && minP < 1, "min-p", minP, "at least 0 and below 1");
        require(
                repetitionPenalty > 0 && Double.isFinite(repetitionPenalty),
                "repetition-penalty",
                repetitionPenalty,
                "positive");
        require(noRepeatNgramSize >= 0, "no-repeat-ngram-size", noRepeatNgramSize, "0 or more");
        stop = List.copyOf(stop);
        badWords = List.copyOf(badWords);
        require(!stop.contains(""), "stop", "''", "a text");
        require(!badWords.contains(""), "bad-word", "''", "a text");
    }

    /** Settings without texts that stop or are bad. */
    public SamplingSettings(
            int candidates,
            int maxNewTokens,
            int minNewTokens,
            double temperature,
            int topK,
            double topP,
            double minP,
            double repetitionPenalty,
            int noRepeatNgramSize) {
        this(
                candidates,
                maxNewTokens,
                minNewTokens,
                temperature,
                topK,
                topP,
                minP,
                repetitionPenalty,
                noRepeatNgramSize,
                List.of(),
                List.of());
    }

    /** The settings that a prompt of the pipeline carries. */
    public static SamplingSettings of(Sampling sampling) {
        return new SamplingSettings(
                sampling.getCandidates(),
                sampling.getMaxNewTokens(),
                0,
                sampling.getTemperature(),
                sampling.getTopK(),
                sampling.getTopP(),
                sampling.getMinP(),
                sampling.getRepetitionPenalty(),
                sampling.getNoRepeatNgramSize());
    }

    /** One candidate, always the most probable token. */
    public static SamplingSettings greedy(int maxNewTokens) {
        return new SamplingSettings(1, maxNewTokens, 0, 0.0, 0, 1.0, 0.0, 1.0, 0);
    }

    public SamplingSettings withCandidates(int value) {
        return with(value, maxNewTokens, stop, badWords);
    }

    /** Lowers the fewest new tokens with it where they would be more. */
    public SamplingSettings withMaxNewTokens(int value) {
        return with(candidates, value, stop, badWords);
    }

    public SamplingSettings withStop(List<String> value) {
        return with(candidates, maxNewTokens, value, badWords);
    }

    public SamplingSettings withBadWords(List<String> value) {
        return with(candidates, maxNewTokens, stop, value);
    }

    public boolean isGreedy() {
        return temperature == 0;
    }

    private SamplingSettings with(int newCandidates, int newMost, List<String> newStop, List<String> newBadWords) {
        return new SamplingSettings(
                newCandidates,
                newMost,
                Math.min(minNewTokens, newMost),
                temperature,
                topK,
                topP,
                minP,
                repetitionPenalty,
                noRepeatNgramSize,
                newStop,
                newBadWords);
    }

    private static void require(boolean holds, String setting, Object value, String rule) {
        if (!holds) {
            throw new WrongSamplingException(setting, String.valueOf(value), "must be " + rule);
        }
    }
}
