package dev.rapport.quickstart.app;

import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.generation.WrongSamplingException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How candidates are drawn. */
final class SamplingOptions {
    private static final int CANDIDATES = 3;

    @Option(names = "-n", paramLabel = "N", description = "Candidates of each prompt (default: 3, with --greedy 1).")
    private @Nullable Integer candidates;

    @Option(
            names = "--max-new-tokens",
            paramLabel = "N",
            defaultValue = "50",
            description = "Most tokens of a candidate (default: ${DEFAULT-VALUE}).")
    private int maxNewTokens;

    @Option(names = "--greedy", description = "Always the most probable token.")
    private boolean greedy;

    @Option(names = "--temperature", paramLabel = "T", description = "Divides the logits; 0 is greedy (default: 1).")
    private @Nullable Double temperature;

    @Option(
            names = "--top-k",
            paramLabel = "K",
            defaultValue = "50",
            description = "Keep the k most probable tokens; 0 keeps all (default: ${DEFAULT-VALUE}).")
    private int topK;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            defaultValue = "1",
            description = "Keep the smallest set of tokens whose probability reaches p (default: ${DEFAULT-VALUE}).")
    private double topP;

    @Option(
            names = "--min-p",
            paramLabel = "P",
            defaultValue = "0",
            description = "Drop tokens less probable than p times the most probable (default: ${DEFAULT-VALUE}).")
    private double minP;

    @Option(
            names = "--repetition-penalty",
            paramLabel = "R",
            defaultValue = "1",
            description = "Penalty on tokens already seen; 1 is none (default: ${DEFAULT-VALUE}).")
    private double repetitionPenalty;

    @Option(
            names = "--no-repeat-ngram-size",
            paramLabel = "N",
            defaultValue = "0",
            description = "Size of the n-grams that may not occur twice; 0 allows all (default: ${DEFAULT-VALUE}).")
    private int noRepeatNgramSize;

    @Option(
            names = "--min-new-tokens",
            paramLabel = "N",
            defaultValue = "0",
            description = "Tokens before a candidate may end by itself (default: ${DEFAULT-VALUE}).")
    private int minNewTokens;

    @Option(
            names = "--stop",
            paramLabel = "TEXT",
            description = "A text that ends a candidate and is not part of it; may be repeated.")
    private List<String> stop = List.of();

    @Option(
            names = "--bad-word",
            paramLabel = "TEXT",
            description = {
                "A text whose run of tokens is never completed, with a space before it or without; may be repeated.",
                "The same letters cut into other tokens, as inside a longer word, may occur."
            })
    private List<String> badWords = List.of();

    /** The settings; wrong ones are wrong usage. */
    SamplingSettings settings(CommandLine commandLine) {
        if (greedy && temperature != null && temperature != 0) {
            throw new ParameterException(commandLine, "--greedy and --temperature exclude each other");
        }
        var heat = greedy ? 0.0 : temperature == null ? 1.0 : temperature;
        var number = candidates == null ? (heat == 0 ? 1 : CANDIDATES) : candidates;
        if (heat == 0 && number > 1) {
            throw new ParameterException(commandLine, "-n " + number + ": greedy candidates would all be the same");
        }
        try {
            return new SamplingSettings(
                    number,
                    maxNewTokens,
                    minNewTokens,
                    heat,
                    topK,
                    topP,
                    minP,
                    repetitionPenalty,
                    noRepeatNgramSize,
                    stop,
                    badWords);
        } catch (WrongSamplingException e) {
            var option = e.setting().equals("candidates") ? "-n" : "--" + e.setting();
            throw new ParameterException(commandLine, option + " " + e.value() + ": " + e.rule(), e);
        }
    }
}
