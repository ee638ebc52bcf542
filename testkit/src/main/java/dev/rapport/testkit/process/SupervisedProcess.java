package dev.rapport.testkit.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Java process that is started again when it has ended, as a supervisor does, and that a test may treat badly. */
public final class SupervisedProcess {
    private final String name;
    private final List<String> jvm;
    private final Class<?> main;
    private final List<String> arguments;
    private @Nullable Process process;
    private int starts;

    public SupervisedProcess(String name, List<String> jvm, Class<?> main, List<String> arguments) {
        this.name = name;
        this.jvm = jvm;
        this.main = main;
        this.arguments = arguments;
    }

    /** Starts it when it does not run. */
    public void ensureRunning(Path folder) {
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

    public int starts() {
        return starts;
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** SIGTERM, and waits for the end. */
    public boolean stop(long seconds) throws InterruptedException {
        if (process == null) {
            return true;
        }
        process.destroy();
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** Waits until it ends by itself. */
    public boolean awaitEnd(long seconds) throws InterruptedException {
        return process == null || process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** Of the process that has ended. */
    public int exitCode() {
        return Objects.requireNonNull(process).exitValue();
    }

    /** Neither dead nor alive until {@link #resume}. */
    public void suspend() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void resume() throws IOException, InterruptedException {
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
