package dev.rapport.quickstart.letters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.quickstart.client.PipelineOption;
import dev.rapport.quickstart.client.TerminalText;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rapport dead-letters show}: one with its original bytes, for those who may see them. */
@Command(
        name = "show",
        description = "Shows one: why, where it came from, whether it can be sent again, and its original bytes.")
final class ShowLetterCommand implements Callable<Integer> {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]+-\\d+-\\d+");

    private static final Set<String> OWN_LINES = Set.of("letter", "redrive");

    @Spec
    private CommandSpec spec;

    @Mixin
    private PipelineOption pipeline;

    @Parameters(paramLabel = "ID", description = "As list prints it: topic, partition and offset.")
    private String id = "";

    @Option(names = "--json", description = "Print the result as one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!ID.matcher(id.strip()).matches()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "ID must be as list prints it, such as rapport-enrichment.dlq.v1-0-41, is '" + id + "'");
        }
        var shown = pipeline.client(DeadLettersCommand.PATH).get("/" + id.strip(), Map.of());
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(shown);
        } else {
            print(out, shown);
        }
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, JsonNode shown) {
        shown.path("letter").properties().forEach(field -> print(out, field));
        out.println("send again: " + plan(shown.path("redrive")));
        shown.properties().forEach(field -> {
            if (!OWN_LINES.contains(field.getKey())) {
                print(out, field);
            }
        });
        if (shown.path("letter").path("masked").asBoolean()) {
            out.println("original bytes, headers and message id are shown to a token with the role operate");
        }
    }

    private static void print(PrintWriter out, Map.Entry<String, JsonNode> field) {
        if (!field.getValue().isNull()) {
            out.println(field.getKey() + ": " + text(field.getValue()));
        }
    }

    /** Where it would go, or the one sentence that says why it cannot. */
    private static String plan(JsonNode redrive) {
        return redrive.path("rule").isTextual()
                ? "no, " + redrive.path("rule").asText()
                : "to " + redrive.path("topic").asText();
    }

    private static String text(JsonNode value) {
        if (value.isValueNode()) {
            return TerminalText.text(value.asText());
        }
        return value.path("text").isTextual()
                ? TerminalText.text(value.path("text").asText())
                : value.path("base64").isTextual()
                        ? "(Base64) " + TerminalText.text(value.path("base64").asText())
                        : TerminalText.text(value.toString());
    }
}
