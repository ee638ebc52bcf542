package dev.rapport.tuning;

import dev.rapport.tuning.TuningConfig.Start;
import dev.rapport.tuning.checkpoint.Gpt2Shape;
import dev.rapport.tuning.training.TrainingProgress;
import java.util.Locale;

/** What a reader of a checkpoint must know: data, licence, settings, results, samples. */
final class ModelCard {
    private ModelCard() {}

    static String of(TuningConfig config, Gpt2Shape shape, TuningResult result) {
        var card = new StringBuilder();
        card.append("# A Rapport reply model\n\n").append(summary(config, shape));
        card.append(settings(config, result.progress()));
        result.evaluation().ifPresent(results -> card.append(results.markdown()));
        result.heldOutLoss()
                .ifPresent(loss -> card.append(String.format(
                        Locale.ROOT, "## Results\n\nMean loss a token on pairs kept back: %.4f.%n", loss)));
        return card.toString();
    }

    private static String summary(TuningConfig config, Gpt2Shape shape) {
        var data = config.data()
                .map(file -> "the pairs of `" + file.getFileName() + "`; their licence is their owner's.")
                .orElse("text that Rapport's corpus generator writes from its own word lists and phrases, and nothing"
                        + " else. No personal data, no third-party text. Licence: Apache-2.0.");
        return String.format(
                Locale.ROOT,
                """
                A GPT-2 of %.1f M parameters (%d layers, %d wide, %d heads, %d tokens, %d positions, weights in half
                precision, Hugging Face layout). It writes short replies to prompts in the format of
                docs/prompt-format.md and knows nothing else.

                - Data: %s
                - Use: product recommendations in English and Chinese.
                - Limits: it copies names, products and prices from the prompt and gets some of them wrong, see below:
                  check a reply before it is sent. Other languages, tasks and free conversation are out of reach.

                """,
                shape.parameters() / 1e6,
                shape.layers(),
                shape.width(),
                shape.heads(),
                shape.vocabulary(),
                shape.positions(),
                data);
    }

    private static String settings(TuningConfig config, TrainingProgress progress) {
        return String.format(
                Locale.ROOT,
                """
                ## Training

                AdamW (0.9, 0.98), warm-up and cosine, 2,048 tokens a step, gradients clipped to 1, loss on the reply
                only, copied values counting threefold in the first two thirds. Begun %s, seed %d, %s matrix
                products.
                %d steps, %d tokens, %.1f minutes at %.0f tokens a second; last loss %.4f%s.

                """,
                config.start() instanceof Start.Folder ? "from an earlier checkpoint" : "from scratch",
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
