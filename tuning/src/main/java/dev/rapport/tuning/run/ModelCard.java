package dev.rapport.tuning.run;

import dev.rapport.inference.model.checkpoint.Gpt2Config;
import dev.rapport.tuning.data.TrainingData;
import dev.rapport.tuning.run.TuningResult.HeldOutLoss;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** What a reader of a checkpoint must know: data, licence, settings, results. */
final class ModelCard {
    private ModelCard() {}

    static String of(TuningConfig config, TrainingData data, Gpt2Config model, TuningResult result) throws IOException {
        var progress = result.progress();
        var unfinished = progress.done() < 1;
        var card = new StringBuilder(filled(
                "model-card.md",
                model.parameters() / 1e6,
                model.layers(),
                model.width(),
                model.heads(),
                model.vocabularySize(),
                model.contextLength(),
                data.description(),
                data.use(),
                config.start().description(),
                config.seed(),
                config.bf16() ? "bfloat16" : "float32",
                progress.step(),
                progress.tokens(),
                progress.elapsed().toMillis() / 60_000.0,
                progress.tokensPerSecond(),
                progress.loss(),
                unfinished ? " (unfinished: saved on the way)" : ""));
        card.append(unfinished ? "" : "\n![Loss over tokens](" + LossPlot.FILE + ")\n");
        if (result.heldOut().isPresent()) {
            var loss = result.heldOut().get();
            card.append(filled(
                    "model-card-held-out.md",
                    loss.examples(),
                    loss.before(),
                    loss.after(),
                    HeldOutLoss.perplexity(loss.before()),
                    HeldOutLoss.perplexity(loss.after())));
        }
        return card.toString();
    }

    private static String filled(String template, Object... values) throws IOException {
        try (var in = Objects.requireNonNull(ModelCard.class.getResourceAsStream(template), template)) {
            return String.format(Locale.ROOT, new String(in.readAllBytes(), StandardCharsets.UTF_8), values);
        }
    }
}
