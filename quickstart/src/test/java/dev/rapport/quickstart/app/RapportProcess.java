package dev.rapport.quickstart.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command as a process of its own, as a shell starts it. */
final class RapportProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final Path err;

    private RapportProcess(Process process, Path err) {
        this.process = process;
        this.err = err;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** @param err file that stderr goes to */
    static RapportProcess start(Path err, String... args) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8"));
        command.addAll(silence(Runtime.version().feature()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), RapportMain.class.getName()));
        command.addAll(List.of(args));
        return new RapportProcess(
                new ProcessBuilder(command).redirectError(err.toFile()).start(), err);
    }

    /** As the launcher does: newer JVMs warn of what libraries do, on the stderr that tests look at. */
    private static List<String> silence(int javaVersion) {
        var options = new ArrayList<String>();
        if (javaVersion >= 22) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        if (javaVersion >= 23) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }

    /** Waits for the next line on stdout; fails when the process ends first. */
    String line() throws IOException {
        var line = out.readLine();
        if (line == null) {
            throw new IOException("the process ended without a line; it said: " + Files.readString(err));
        }
        return line;
    }

    /** Everything that is left on stdout, read until the process ends. */
    String rest() throws IOException {
        var text = new StringBuilder();
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM, as Ctrl-C and every service manager do. */
    void terminate() {
        // Unlike the process, its handle leaves stdout open.
        process.toHandle().destroy();
    }

    /** The exit code, once it has ended. */
    int exitCode(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the process did not end within " + seconds + " s");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }
}
