package dev.rapport.ingestion.capture.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rapport.ingestion.capture.Gate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The commands of a how-to, each in a fence of its own before the answer that it shows. */
public final class DocumentedCommands {
    private static final Pattern COMMAND = Pattern.compile("```sh\n(.+?)\n```\n\n```json\n(.+?)\n```", Pattern.DOTALL);

    private DocumentedCommands() {}

    /**
     * Runs them against capture and compares the answers.
     *
     * @return how many there are
     */
    public static int run(Path document, Gate gate) throws IOException, InterruptedException {
        assumeTrue(run("curl --version").startsWith("curl"), "curl is not installed");
        var commands = COMMAND.matcher(Files.readString(document));
        var count = 0;
        try (var capture = TestingCapture.start(gate)) {
            while (commands.find()) {
                var answer = run(commands.group(1).replace("localhost:8080", "localhost:" + capture.port()));
                assertThat(answer).as(commands.group(1)).isEqualTo(commands.group(2));
                count++;
            }
        }
        return count;
    }

    private static String run(String command) throws IOException, InterruptedException {
        var process = new ProcessBuilder("bash", "-c", command)
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return output;
    }
}
