package dev.rapport.quickstart.letters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.testkit.service.TestingService;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** {@code rapport dead-letters} and how it ended. */
record CommandRun(int code, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Against running services. */
    static CommandRun of(TestingService services, String... args) {
        var all = new ArrayList<>(List.of(args));
        all.add("--url");
        all.add(services.uri("").toString());
        return of(all.toArray(String[]::new));
    }

    static CommandRun of(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        var line = new CommandLine(new DeadLettersCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    err.write(String.valueOf(e.getMessage()));
                    return 1;
                });
        return new CommandRun(line.execute(args), out.toString(), err.toString());
    }

    /** What a command that succeeds prints. */
    static JsonNode json(TestingService services, String... args) throws JsonProcessingException {
        var all = new ArrayList<>(List.of(args));
        all.add("--json");
        var ended = of(services, all.toArray(String[]::new));
        assertThat(ended.code()).as(ended.err()).isZero();
        return JSON.readTree(ended.out());
    }
}
