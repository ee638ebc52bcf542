package dev.rapport.quickstart.letters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rapport.quickstart.client.PipelineOption;
import dev.rapport.quickstart.client.TerminalText;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rapport dead-letters list}: the newest first. */
@Command(name = "list", description = "Lists rejections and dead letters, the newest first.")
final class ListLettersCommand implements Callable<Integer> {
    private static final int PAGE = 500;

    @Spec
    private CommandSpec spec;

    @Mixin
    private PipelineOption pipeline;

    @Mixin
    private FilterOptions filter;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            description = "At most so many, at least 1 (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    @Option(names = "--waiting", description = "Only those that were not sent again.")
    private boolean waiting;

    @Option(names = "--json", description = "Print the result as one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be at least 1, is " + limit);
        }
        var letters = fetch();
        var out = spec.commandLine().getOut();
        if (json) {
            var document = JsonNodeFactory.instance.objectNode();
            document.putArray("letters").addAll(letters);
            out.println(document);
        } else if (letters.isEmpty()) {
            out.println(
                    waiting || !filter.values(Instant.now()).isEmpty()
                            ? "no dead letters match"
                            : "no dead letters: nothing was rejected, and nothing failed");
        } else {
            letters.forEach(letter -> out.println(line(letter)));
            if (letters.size() == limit) {
                spec.commandLine().getErr().println("the first " + limit + ": --limit N shows more");
                spec.commandLine().getErr().flush();
            }
        }
        out.flush();
        return 0;
    }

    private List<JsonNode> fetch() throws IOException, InterruptedException {
        var client = pipeline.client(DeadLettersCommand.PATH);
        var parameters = new LinkedHashMap<>(filter.values(Instant.now()));
        if (waiting) {
            parameters.put("redriven", "false");
        }
        var letters = new ArrayList<JsonNode>();
        // A page may be short of letters and still have more behind it.
        while (letters.size() < limit) {
            parameters.put("limit", Integer.toString(Math.min(PAGE, limit - letters.size())));
            var page = client.get("", parameters);
            page.path("letters").forEach(letters::add);
            if (!page.path("next").isTextual()) {
                break;
            }
            parameters.put("cursor", page.path("next").asText());
        }
        return letters;
    }

    private static String line(JsonNode letter) {
        var redriven = letter.path("redriven");
        return String.format(
                Locale.ROOT,
                "%s  %s  %s %s  %s%s%s%s",
                letter.path("id").asText(),
                letter.path("at").asText(),
                letter.path("application").asText(),
                letter.path("stage").asText(),
                letter.path("reason").asText(),
                letter.path("rule").asText().isEmpty()
                        ? ""
                        : ": " + TerminalText.line(letter.path("rule").asText()),
                of(letter),
                redriven.isObject() ? "  (" + again(redriven) + ")" : "");
    }

    /** Which event of whom it is, as far as the letter tells. */
    private static String of(JsonNode letter) {
        var source = letter.path("source").asText("");
        var messageId = letter.path("messageId").asText("");
        return (messageId.isEmpty() ? "" : ", message " + TerminalText.line(messageId))
                + (source.isEmpty() ? "" : ", source " + TerminalText.line(source));
    }

    private static String again(JsonNode redriven) {
        return redriven.path("at").isTextual()
                ? redriven.path("outcome").asText() + " again "
                        + redriven.path("at").asText()
                : "sent again";
    }
}
