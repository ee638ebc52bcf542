package dev.rapport.tuning.run;

import dev.rapport.tuning.checkpoint.Gpt2Shape;
import dev.rapport.tuning.data.TrainingData;
import dev.rapport.tuning.run.TuningResult.HeldOutLoss;
import dev.rapport.tuning.training.TrainingProgress;
import java.util.Locale;

/** What a reader of a checkpoint must know: data, licence, settings, results, samples. */
final class ModelCard {
    private ModelCard() {}

    static String of(TuningConfig config, TrainingData data, Gpt2Shape shape, TuningResult result) {
        var card = new StringBuilder();
        card.append("# A Rapport reply model\n\n").append(summary(data, shape));
        card.append(settings(config, result.progress()));
        result.heldOut().ifPresent(loss -> card.append(heldOut(loss)));
        return card.toString();
    }

    private static String heldOut(HeldOutLoss loss) {
        return String.format(
                Locale.ROOT,
                """

                ## Held-out examples

                | %d examples, never trained on | before | after |
                |---|---|---|
                | mean loss of a reply token, nats | %.4f | %.4f |
                | perplexity | %.2f | %.2f |
                """,
                loss.examples(),
                loss.before(),
                loss.after(),
                HeldOutLoss.perplexity(loss.before()),
                HeldOutLoss.perplexity(loss.after()));
    }

    private static String summary(TrainingData data, Gpt2Shape shape) {
        return String.format(
                Locale.ROOT,
                """
                A GPT-2 of %.1f M parameters (%d layers, %d wide, %d heads, %d tokens, %d positions, weights in half
                precision, Hugging Face layout).

                - Data: %s
                - Use: %s
                - Limits: it copies names, products and prices from the prompt and gets some of them wrong: check a reply
                  before it is sent. Other languages, tasks and free conversation are out of reach.

                """,
                shape.parameters() / 1e6,
                shape.layers(),
                shape.width(),
                shape.heads(),
                shape.vocabulary(),
                shape.positions(),
                data.description(),
                data.use());
    }

    private static String settings(TuningConfig config, TrainingProgress progress) {
        return String.format(
                Locale.ROOT,
                """
                ## Training

                AdamW (0.9, 0.98), warm-up and cosine, at most 2,048 tokens a step, gradients clipped to 1, loss on the
                reply only. Begun %s, seed %d, %s matrix products.
                %d steps, %d tokens, %.1f minutes at %.0f tokens a second; last loss %.4f%s.

                ![Loss over tokens](loss.svg)

                """,
                config.start().description(),
                config.seed(),
                config.bf16() ? "bfloat16" : "float32",
                progress.step(),
                progress.tokens(),
                progress.elapsed().toMillis() / 60_000.0,
                progress.tokensPerSecond(),
                progress.loss(),
                progress.done() < 1 ? " (unfinished: saved on the way)" : "");
    }
}
