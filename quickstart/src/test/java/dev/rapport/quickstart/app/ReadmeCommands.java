package dev.rapport.quickstart.app;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The commands of the README that need a running pipeline, as they are written except for the address: those of curl as processes, ours in
 * this JVM. What is run elsewhere, or not at all, is named here with the reason.
 */
final class ReadmeCommands {
    /** Reasons, by what a command begins with. */
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
    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(60);
    /** Part of what each of ours prints, by what it begins with. */
    private static final Map<String, String> SHOWS = Map.of(
            "./rapport customer why", "product-recommendation v1 on \"Product Viewed\"",
            "./rapport campaign validate", "campaign cart-left-behind, version 1, is valid",
            "./rapport replay", "sent 10, accepted 10, rejected 0",
            "./rapport dead-letters list", "no dead letters");

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
        if (!command.text().contains("validate")) {
            arguments.addAll(List.of(command.text().contains("replay") ? "--to" : "--url", url));
        }
        var shows = SHOWS.entrySet().stream()
                .filter(entry -> command.text().startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (shows.isEmpty()) {
            problems.add(command + ": what it shows is not expected here");
            return;
        }
        var printed = new AtomicReference<>("");
        try {
            await().atMost(SHOWN_WITHIN).until(() -> {
                var out = new StringWriter();
                var writer = new PrintWriter(out);
                var code = RapportMain.commandLine(writer, writer).execute(arguments.toArray(String[]::new));
                var text = out.toString();
                printed.set(text);
                return code == 0 && text.contains(shows.get());
            });
        } catch (ConditionTimeoutException e) {
            problems.add(command + ": " + printed.get());
        }
    }

    /** Tests run in the folder of their module. */
    private static String fromTheRoot(String argument) {
        var path = DocumentedCommand.ROOT.resolve(argument);
        return argument.contains("/") && Files.exists(path) ? path.toString() : argument;
    }
}
