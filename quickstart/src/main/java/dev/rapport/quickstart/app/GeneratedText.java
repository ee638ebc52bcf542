package dev.rapport.quickstart.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rapport.inference.model.ModelInfo;
import dev.rapport.inference.text.GeneratedCandidate;
import dev.rapport.inference.text.GenerationResult.Generated;
import dev.rapport.runtime.json.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the model wrote, for people and for programs. */
final class GeneratedText {
    private GeneratedText() {}

    /** Prompts and candidates, best first. */
    static void print(PrintWriter out, List<String> prompts, List<Generated> results) {
        for (var i = 0; i < prompts.size(); i++) {
            out.println("> " + prompts.get(i));
            for (var candidate : results.get(i).candidates()) {
                out.printf(
                        Locale.ROOT,
                        "%n[%.3f] %s%n",
                        candidate.score(),
                        candidate.text().strip());
            }
            out.println();
        }
        out.flush();
    }

    /** One JSON document. */
    static String json(ModelInfo model, List<String> prompts, List<Generated> results, double seconds)
            throws JsonProcessingException {
        var rows = new ArrayList<Map<String, Object>>();
        var tokens = 0L;
        for (var i = 0; i < prompts.size(); i++) {
            var result = results.get(i);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("prompt", prompts.get(i));
            row.put("promptTokens", result.promptTokens());
            row.put(
                    "candidates",
                    result.candidates().stream().map(GeneratedText::candidate).toList());
            rows.add(row);
            tokens += result.candidates().stream()
                    .mapToLong(candidate -> candidate.tokens().size())
                    .sum();
        }
        Map<String, Object> document = new LinkedHashMap<>();
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("id", model.id());
        about.put("sha256", model.sha256());
        about.put("precision", model.precision());
        document.put("model", about);
        document.put("results", rows);
        document.put("tokensPerSecond", tokens / Math.max(seconds, 1e-9));
        return Json.strict().writeValueAsString(document);
    }

    private static Map<String, Object> candidate(GeneratedCandidate candidate) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("text", candidate.text());
        row.put("tokens", candidate.tokens());
        row.put("logProbability", candidate.logProbability());
        row.put("finishReason", candidate.finishReason().name().toLowerCase(Locale.ROOT));
        return row;
    }
}
