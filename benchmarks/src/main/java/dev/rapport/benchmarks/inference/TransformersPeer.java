package dev.rapport.benchmarks.inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.inference.model.Precision;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Hugging Face transformers in a Python process: {@code generate} over a batch that is padded to its longest prompt. */
public final class TransformersPeer implements Writer, AutoCloseable {
    private static final String SCRIPT = "transformers_peer.py";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path script;
    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;

    private TransformersPeer(Path script, Process process) {
        this.script = script;
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts the process and waits until it has loaded the model.
     *
     * @param python an interpreter that has torch and transformers
     * @param folder checkpoint in Hugging Face layout
     * @param precision bf16, else it computes in fp32
     */
    public static TransformersPeer start(String python, Path folder, Precision precision) {
        try {
            var script = Files.createTempFile("transformers-peer", ".py");
            try (var source = source()) {
                Files.write(script, source.readAllBytes());
            }
            var builder = new ProcessBuilder(python, script.toString(), folder.toString(), precision.code())
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            // Set for our own process, which has other work; Python's shall run as its users run it.
            builder.environment().remove("OMP_WAIT_POLICY");
            var peer = new TransformersPeer(script, builder.start());
            peer.answer();
            return peer;
        } catch (IOException e) {
            throw new BenchmarkException("--python " + python + ": " + e.getMessage());
        }
    }

    @Override
    public double secondsFor(List<Task> tasks) {
        try {
            in.write(JSON.writeValueAsString(Map.of(
                    "prompts", tasks.stream().map(Task::ids).toList(),
                    "newTokens", tasks.stream().map(Task::newTokens).toList())));
            in.newLine();
            in.flush();
            return answer().path("seconds").asDouble();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            Files.deleteIfExists(script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode answer() throws IOException {
        var line = out.readLine();
        if (line == null) {
            throw new BenchmarkException("transformers ended; its last words are above");
        }
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new BenchmarkException("transformers answered " + line);
        }
    }

    private static InputStream source() {
        var source = TransformersPeer.class.getResourceAsStream(SCRIPT);
        if (source == null) {
            throw new IllegalStateException(SCRIPT + " is not on the class path");
        }
        return source;
    }
}
