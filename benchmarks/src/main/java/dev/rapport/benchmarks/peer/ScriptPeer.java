package dev.rapport.benchmarks.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.benchmarks.measure.ResidentMemory;
import dev.rapport.runtime.json.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A script in a process of its own, such as one of Python: one line of JSON in, one line of JSON out. One thread at a time. */
public final class ScriptPeer implements AutoCloseable {
    private static final ObjectMapper JSON = Json.lenient();

    private final String name;
    private final Path script;
    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;

    private ScriptPeer(String name, Path script, Process process) {
        this.name = name;
        this.script = script;
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts the process and waits for the line in which it says that it is ready.
     *
     * @param interpreter what runs it and has what it needs: a program and its own arguments
     * @param beside class whose resource the script is
     * @param script name of that resource
     * @param arguments of the script
     * @param withoutEnvironment variables that were set for this process and are not to be handed on
     */
    public static ScriptPeer start(
            List<String> interpreter,
            Class<?> beside,
            String script,
            List<String> arguments,
            Collection<String> withoutEnvironment) {
        try {
            var file = Files.createTempDirectory("rapport-peer").resolve(script);
            try (var source = beside.getResourceAsStream(script)) {
                if (source == null) {
                    throw new IllegalStateException(script + " is not on the class path");
                }
                Files.write(file, source.readAllBytes());
            }
            var command = new ArrayList<>(interpreter);
            command.add(file.toString());
            command.addAll(arguments);
            var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().keySet().removeAll(withoutEnvironment);
            var peer = new ScriptPeer(script, file, builder.start());
            peer.answer();
            return peer;
        } catch (IOException e) {
            throw new BenchmarkException("cannot start " + interpreter.get(0) + ": " + e.getMessage());
        }
    }

    /**
     * What one request took.
     *
     * @return the field {@code seconds} of the answer
     */
    public double secondsFor(Object request) {
        try {
            in.write(JSON.writeValueAsString(request));
            in.newLine();
            in.flush();
            var answer = answer();
            if (!answer.path("seconds").isNumber()) {
                throw new BenchmarkException(name + " answered " + answer);
            }
            return answer.path("seconds").asDouble();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The most memory that the process ever had in RAM; 0 where the system does not tell. */
    public long peakBytes() {
        return ResidentMemory.peakBytes(process.toHandle());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            Files.deleteIfExists(script);
            Files.deleteIfExists(script.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode answer() throws IOException {
        var line = out.readLine();
        if (line == null) {
            throw new BenchmarkException(name + " ended; its last words are above");
        }
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new BenchmarkException(name + " answered " + line);
        }
    }
}
