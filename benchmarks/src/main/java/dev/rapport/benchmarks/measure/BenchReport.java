package dev.rapport.benchmarks.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.runtime.json.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a benchmark says.
 *
 * @param bench its name
 * @param machine where it ran
 * @param settings what the figures depend on beside the machine, by name
 * @param results one a case
 */
public record BenchReport(String bench, Machine machine, Map<String, String> settings, List<CaseResult> results) {
    private static final ObjectMapper JSON = Json.strict();

    public BenchReport {
        settings = new TreeMap<>(settings);
        results = List.copyOf(results);
    }

    /** The document that scripts rely on. */
    public ObjectNode json() {
        var document = JSON.createObjectNode().put("bench", bench);
        document.putObject("machine")
                .put("cpus", machine.cpus())
                .put("model", machine.model())
                .put("java", machine.java())
                .put("memoryBytes", machine.memoryBytes());
        if (!settings.isEmpty()) {
            settings.forEach(document.putObject("settings")::put);
        }
        var rows = document.putArray("results");
        for (var result : results) {
            rows.addObject()
                    .put("case", result.name())
                    .put("value", result.value())
                    .put("unit", result.unit())
                    .put("baseline", result.baseline())
                    .put("baselineName", result.baselineName())
                    .put("ratio", result.ratio());
        }
        return document;
    }

    /** The same for people. */
    public void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s on %d × %s, Java %s, %d MiB%n",
                bench,
                machine.cpus(),
                machine.model(),
                machine.java(),
                machine.memoryBytes() >> 20);
        settings.forEach((name, value) -> out.println("  " + name + ": " + value));
        for (var result : results) {
            out.println("  " + line(result));
        }
        out.flush();
    }

    /** A case in one line. */
    public static String line(CaseResult result) {
        return String.format(
                Locale.ROOT,
                "%-24s %,12.0f %-9s  baseline %,12.0f  ratio %6.2f  (%s)",
                result.name(),
                result.value(),
                result.unit(),
                result.baseline(),
                result.ratio(),
                result.baselineName());
    }
}
