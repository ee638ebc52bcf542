package dev.rapport.tuning.app;

import dev.rapport.runtime.json.Json;
import dev.rapport.tuning.outcomes.OutcomePairs;
import dev.rapport.tuning.run.TuningResult;
import dev.rapport.tuning.run.TuningResult.HeldOutLoss;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code tune} prints at its end.
 *
 * @param json whether as one JSON document
 */
public record TuneResults(PrintWriter out, boolean json) {
    /**
     * Prints the result of a training.
     *
     * @param found pairs of a pipeline, if it was trained on them
     * @param more  further entries of the JSON document, by name
     */
    public void print(TuningResult result, Optional<OutcomePairs> found, Map<String, ?> more) throws IOException {
        var progress = result.progress();
        if (!json) {
            found.ifPresent(this::printLine);
            out.printf(
                    Locale.ROOT,
                    "%s: %d steps, %.2f M tokens, loss %.4f. See its MODEL_CARD.md.%n",
                    result.out(),
                    progress.step(),
                    progress.tokens() / 1e6,
                    progress.loss());
            result.pairs()
                    .filter(pairs -> pairs.tooLong() > 0)
                    .ifPresent(pairs -> out.printf(
                            Locale.ROOT, "%d pairs used, %d too long and left out.%n", pairs.used(), pairs.tooLong()));
            result.heldOut()
                    .ifPresent(loss -> out.printf(
                            Locale.ROOT,
                            "On %d held-out examples: perplexity %.2f before, %.2f now.%n",
                            loss.examples(),
                            HeldOutLoss.perplexity(loss.before()),
                            HeldOutLoss.perplexity(loss.after())));
            out.flush();
            return;
        }
        var document = new LinkedHashMap<String, Object>();
        document.put("out", result.out().toString());
        document.put("parameters", result.parameters());
        document.put("steps", progress.step());
        document.put("tokens", progress.tokens());
        document.put("seconds", progress.elapsed().toMillis() / 1e3);
        document.put("loss", progress.loss());
        document.put("tokensPerSecond", progress.tokensPerSecond());
        result.pairs().ifPresent(pairs -> document.put("pairs", pairs));
        result.heldOut().ifPresent(loss -> {
            document.put("heldOutLoss", loss.after());
            document.put(
                    "heldOut",
                    Map.of(
                            "examples", loss.examples(),
                            "lossBefore", loss.before(),
                            "loss", loss.after(),
                            "perplexityBefore", HeldOutLoss.perplexity(loss.before()),
                            "perplexity", HeldOutLoss.perplexity(loss.after())));
        });
        found.ifPresent(pairs -> document.put("outcomes", counts(pairs)));
        document.putAll(more);
        print(document);
    }

    /** @param file where the pairs are, if anywhere */
    void print(OutcomePairs found, Optional<Path> file) throws IOException {
        if (!json) {
            printLine(found);
            out.flush();
            return;
        }
        var document = new LinkedHashMap<String, Object>();
        file.ifPresent(path -> document.put("pairsOut", path.toString()));
        document.put("outcomes", counts(found));
        print(document);
    }

    private void printLine(OutcomePairs found) {
        out.println(found.pairs().size() + " pairs: " + found.summary() + ".");
    }

    private static Map<String, Object> counts(OutcomePairs found) {
        return Map.of(
                "replies", found.replies(),
                "converted", found.converted(),
                "leftOut", found.leftOutByCode(),
                "pairs", found.pairs().size());
    }

    private void print(Map<String, Object> document) throws IOException {
        out.println(Json.strict().writeValueAsString(document));
        out.flush();
    }
}
