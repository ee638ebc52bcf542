package dev.rapport.quickstart.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The commands of the README that need a running pipeline, as they stand but for its address: those of curl as processes, ours in
 * this JVM. What is run elsewhere, or not at all, is named here with the reason.
 */
final class ReadmeCommands {
    /** By what a command begins with. */
    private static final Map<String, String> NOT_HERE = Map.ofEntries(
            Map.entry("./mvnw", "runs this test"),
            Map.entry("docker", "needs images, which it would build"),
            Map.entry("./rapport demo", "DemoIT, with fewer seconds"),
            Map.entry("./rapport up", "UpIT"),
            Map.entry("./rapport doctor", "what it finds depends on the machine"),
            Map.entry("./rapport generate", "DocumentedCommandsTest"),
            Map.entry("./rapport tokenize", "DocumentedCommandsTest"),
            Map.entry("./rapport tune", "half an hour; TuneCommandTest and TuneFromPipelineIT, smaller"),
            Map.entry("./rapport bench", "minutes; BenchCommandIT, with one that is short"));

    private static final String ADDRESS = "http://localhost:8080";
    /** Of a customer about whom a decision was made a moment ago. */
    private static final Duration DECIDED_WITHIN = Duration.ofSeconds(60);

    private final String url;
    private final List<String> problems = new ArrayList<>();

    ReadmeCommands(String url) {
        this.url = url;
    }

    /** Runs them in their order. */
    void run() throws IOException, InterruptedException {
        for (var command : DocumentedCommand.all()) {
            if (command.page().equals("README.md")
                    && NOT_HERE.keySet().stream().noneMatch(command.text()::startsWith)) {
                run(command);
            }
        }
    }

    /** What did not do what the README says. */
    List<String> problems() {
        return problems;
    }

    private void run(DocumentedCommand command) throws IOException, InterruptedException {
        if (command.program().equals("curl")) {
            curl(command);
        } else {
            rapport(command);
        }
    }

    private void curl(DocumentedCommand command) throws IOException, InterruptedException {
        var words = new ArrayList<>(command.words());
        words.replaceAll(word -> word.replace(ADDRESS, url));
        words.addAll(1, List.of("--silent", "--show-error", "--write-out", " %{http_code}"));
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || !printed.endsWith(" 200")) {
            problems.add(command + ": " + printed);
        }
    }

    /** What it shows may come a moment after what caused it. */
    private void rapport(DocumentedCommand command) {
        var arguments = new ArrayList<>(Arrays.stream(command.arguments())
                .map(ReadmeCommands::fromTheRoot)
                .toList());
        if (!arguments.contains("validate")) {
            arguments.addAll(List.of(arguments.contains("replay") ? "--to" : "--url", url));
        }
        var deadline = Instant.now().plus(DECIDED_WITHIN);
        String printed;
        do {
            var out = new StringWriter();
            var writer = new PrintWriter(out);
            var code = RapportMain.commandLine(writer, writer).execute(arguments.toArray(String[]::new));
            printed = out.toString();
            if (code == 0 && !printed.isBlank()) {
                return;
            }
        } while (Instant.now().isBefore(deadline));
        problems.add(command + ": " + printed);
    }

    /** Tests run in the folder of their module. */
    private static String fromTheRoot(String argument) {
        var path = DocumentedCommand.ROOT.resolve(argument);
        return argument.contains("/") && Files.exists(path) ? path.toString() : argument;
    }
}
