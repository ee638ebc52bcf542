package dev.rapport.quickstart.app;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Entry point of the {@code rapport} command. */
public final class RapportMain {
    private static final String LOG_LEVEL = "RAPPORT_LOG_LEVEL";

    private RapportMain() {}

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        configureLogging(args);
        // Results own stdout: whatever a library prints there goes to stderr instead.
        var out = new PrintWriter(
                new PrintStream(System.out, true, StandardCharsets.UTF_8), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(commandLine(out, err).execute(args));
    }

    /** The command line with its own output, for tests in the same JVM. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return ValueConverters.registerOn(RenamedOptions.addTo(new CommandLine(new RapportCommand())))
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Failures::wrongUsage)
                .setExecutionExceptionHandler(Failures::failed);
    }

    /** Before the first logger is made. */
    private static void configureLogging(String[] args) {
        System.setProperty("logback.configurationFile", "logback-rapport.xml");
        if (Arrays.asList(args).contains("--verbose") && System.getenv(LOG_LEVEL) == null) {
            System.setProperty(LOG_LEVEL, "INFO");
            System.setProperty("RAPPORT_KAFKA_LOG_LEVEL", "WARN");
        }
        // Now, on one thread: threads that log while the first logger is made cause a warning.
        LoggerFactory.getILoggerFactory();
    }
}
