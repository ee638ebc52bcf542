package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.measure.BenchmarkException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Capture of some version as a process of its own: what it costs is all that it costs, compiler and collector included. */
final class CaptureProcess implements AutoCloseable {
    /** The launcher's on two cores, the same for every version. */
    static final List<String> JVM = List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8");

    private static final String SOURCE = "CaptureServer.java";
    private static final String PORT = "port ";
    private static final long CLOSE_SECONDS = 30;

    private final Process process;
    private final int port;

    private CaptureProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param classPath of a build with its benchmarks
     * @param dir       for its log
     */
    static CaptureProcess start(String classPath, String bootstrapServers, Path dir) {
        try {
            Files.createDirectories(dir);
            var source = dir.resolve(SOURCE);
            try (var in = CaptureProcess.class.getResourceAsStream(SOURCE)) {
                if (in == null) {
                    throw new IllegalStateException(SOURCE + " is not on the class path");
                }
                Files.write(source, in.readAllBytes());
            }
            var log = dir.resolve("server.log");
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(JVM);
            command.addAll(List.of(
                    "-cp",
                    classPath,
                    source.toString(),
                    bootstrapServers,
                    Integer.toString(BenchmarkKafka.PARTITIONS)));
            var process =
                    new ProcessBuilder(command).redirectError(log.toFile()).start();
            return new CaptureProcess(process, port(process.inputReader(StandardCharsets.UTF_8), log));
        } catch (IOException e) {
            throw new BenchmarkException("a server cannot be started: " + e.getMessage(), e);
        }
    }

    private static int port(BufferedReader out, Path log) throws IOException {
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(PORT)) {
                return Integer.parseInt(line.substring(PORT.length()));
            }
        }
        var said = Files.readAllLines(log);
        throw new BenchmarkException(
                "a server did not start" + (said.isEmpty() ? "" : ": " + said.get(said.size() - 1)));
    }

    int port() {
        return port;
    }

    /** Processor time since its start; zero where the system does not tell. */
    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
