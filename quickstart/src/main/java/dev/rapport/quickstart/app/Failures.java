package dev.rapport.quickstart.app;

import dev.rapport.embedded.EmbeddedKafkaException;
import dev.rapport.inference.model.source.UnknownModelException;
import dev.rapport.quickstart.pipeline.PipelineException;
import dev.rapport.runtime.config.ConfigException;
import dev.rapport.runtime.service.StopSignal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns exceptions into one line on stderr and an exit code. */
final class Failures {
    /** Enough where Kafka is well; where it is not, closing could wait for minutes. */
    private static final Duration CLOSE_AFTER_FAILURE = Duration.ofSeconds(10);

    private Failures() {}

    /** Exit 2 with what is wrong and where to read more. */
    static int wrongUsage(ParameterException e, String[] args) {
        var commandLine = e.getCommandLine();
        var name = commandLine.getCommandSpec().qualifiedName();
        commandLine.getErr().println(name + ": " + oneLine(e) + " (see " + name + " --help)");
        commandLine.getErr().flush();
        return ExitCode.USAGE;
    }

    /** Exit 2 for wrong settings, each on its line, and for what is no model, 1 for everything else; the stack trace only when asked for. */
    static int failed(Exception e, CommandLine commandLine, ParseResult parsed) {
        var err = commandLine.getErr();
        var name = commandLine.getCommandSpec().qualifiedName();
        if (e instanceof ConfigException config) {
            config.problems().forEach(problem -> err.println(name + ": " + problem));
        } else {
            err.println(name + ": " + oneLine(e));
        }
        if (RapportCommand.verbose(commandLine)) {
            e.printStackTrace(err);
        }
        err.flush();
        var isWrongUsage = e instanceof ConfigException || e instanceof UnknownModelException;
        return isWrongUsage ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    /** Prints lines of the command on stderr. */
    static Consumer<String> lines(CommandLine commandLine) {
        return line -> {
            commandLine.getErr().println("rapport: " + line);
            commandLine.getErr().flush();
        };
    }

    /** Throws what made a service or Kafka fail, if one did; the process then has little time to close. */
    static void rethrow(CompletableFuture<Throwable> failure, StopSignal signal) {
        if (failure.isDone()) {
            var cause = failure.join();
            var line = cause instanceof EmbeddedKafkaException ? oneLine(cause) : "a service failed: " + oneLine(cause);
            signal.closeWithin(CLOSE_AFTER_FAILURE, line);
            throw new PipelineException(line, cause);
        }
    }

    /** The first line of the message; the kind of failure where there is none. */
    static String oneLine(Throwable e) {
        var message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
