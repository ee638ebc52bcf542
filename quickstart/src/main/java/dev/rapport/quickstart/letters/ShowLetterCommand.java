package dev.rapport.quickstart.letters;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rapport dead-letters show}: one with its original bytes, for those who may see them. */
@Command(name = "show", description = "Shows one: why, where it came from, and its original bytes.")
final class ShowLetterCommand implements Callable<Integer> {
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
        var shown = pipeline.client().get("/" + id.strip(), Map.of());
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
        shown.path("letter").properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                out.println(field.getKey() + ": "
                        + (field.getValue().isValueNode() ? field.getValue().asText() : field.getValue()));
            }
        });
        shown.properties().forEach(field -> {
            var value = field.getValue();
            if (!field.getKey().equals("letter") && !value.isNull()) {
                out.println(field.getKey() + ": " + text(value));
            }
        });
        if (shown.path("letter").path("masked").asBoolean()) {
            out.println("original bytes, headers and message id are shown to a token with the role operate");
        }
    }

    private static String text(JsonNode value) {
        if (value.isValueNode()) {
            return value.asText();
        }
        return value.path("text").isTextual()
                ? value.path("text").asText()
                : value.path("base64").isTextual() ? value.path("base64").asText() + " (Base64)" : value.toString();
    }
}
