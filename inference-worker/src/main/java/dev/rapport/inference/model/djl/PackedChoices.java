package dev.rapport.inference.model.djl;

import dev.rapport.inference.generation.TokenChoice;
import dev.rapport.inference.model.ModelShape;
import dev.rapport.inference.model.StepInput;
import java.util.List;
import java.util.function.Function;

/**
 * The choices of a step as the arrays that the module takes, see {@code src/main/torchscript/gpt2.py}.
 *
 * @param rows int64 [count rounded up]: packed token after which each choice is made
 * @param settings float64 [count, 6]: temperature, top-k, top-p, min-p, repetition penalty, uniform number
 * @param penalised int64 [2, any]: choice and token
 * @param banned int64 [2, any]: choice and token
 */
@SuppressWarnings("ArrayRecordComponent") // arrays are what native code reads
record PackedChoices(int count, long[] rows, double[] settings, long[] penalised, long[] banned) {
    /** Numbers of one choice. */
    static final int SETTINGS = 6;

    /** @param chunks see {@link PackedStep#chunks} */
    static PackedChoices of(StepInput input, long[] chunks, ModelShape shape, Artefact artefact) {
        var choices = input.choices();
        var rows = new long[artefact.rows(choices.size())];
        var settings = new double[SETTINGS * choices.size()];
        for (int i = 0; i < choices.size(); i++) {
            var choice = choices.get(i);
            PackedStep.requireBelow("row", choice.row(), input.rows());
            var decoding = input.decoding().size();
            rows[i] = choice.row() < decoding ? choice.row() : chunks[3 * (choice.row() - decoding)] - 1;
            settings[SETTINGS * i] = choice.temperature();
            settings[SETTINGS * i + 1] = choice.topK();
            settings[SETTINGS * i + 2] = choice.topP();
            settings[SETTINGS * i + 3] = choice.minP();
            settings[SETTINGS * i + 4] = choice.repetitionPenalty();
            settings[SETTINGS * i + 5] = choice.uniform();
        }
        return new PackedChoices(
                choices.size(),
                rows,
                settings,
                pairs(choices, TokenChoice::penalised, shape),
                pairs(choices, TokenChoice::banned, shape));
    }

    private static long[] pairs(List<TokenChoice> choices, Function<TokenChoice, int[]> tokens, ModelShape shape) {
        var count =
                choices.stream().mapToInt(choice -> tokens.apply(choice).length).sum();
        var pairs = new long[2 * count];
        var next = 0;
        for (int i = 0; i < choices.size(); i++) {
            for (var token : tokens.apply(choices.get(i))) {
                PackedStep.requireBelow("token", token, shape.vocabularySize());
                pairs[next] = i;
                pairs[count + next] = token;
                next++;
            }
        }
        return pairs;
    }
}
