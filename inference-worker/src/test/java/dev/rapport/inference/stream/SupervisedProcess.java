package dev.rapport.inference.stream;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Java process that is started again when it has ended, as a supervisor does, and that a test may treat badly. */
final class SupervisedProcess {
    private final String name;
    private final List<String> jvm;
    private final Class<?> main;
    private final List<String> arguments;
    private @Nullable Process process;
    private int starts;

    SupervisedProcess(String name, List<String> jvm, Class<?> main, List<String> arguments) {
        this.name = name;
        this.jvm = jvm;
        this.main = main;
        this.arguments = arguments;
    }

    /** Starts it when it does not run. */
    void ensureRunning(Path folder) {
        if (process != null && process.isAlive()) {
            return;
        }
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        var log = ProcessBuilder.Redirect.appendTo(
                new File(folder.resolve(name + ".log").toString()));
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
            starts++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int starts() {
        return starts;
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** SIGTERM, and waits for the end. */
    boolean stop(long seconds) throws InterruptedException {
        if (process == null) {
            return true;
        }
        process.destroy();
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** Neither dead nor alive until {@link #resume}. */
    void suspend() throws IOException, InterruptedException {
        signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        if (process != null && process.isAlive()) {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }
    }
}
