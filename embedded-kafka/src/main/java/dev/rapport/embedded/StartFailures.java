package dev.rapport.embedded;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** Turns what went wrong into one line for the person at the keyboard. */
final class StartFailures {
    private StartFailures() {}

    static EmbeddedKafkaException unusable(Path root, IOException e) {
        if (isDiskFull(e)) {
            return new EmbeddedKafkaException("the disk of " + root + " is full", e);
        }
        if (e instanceof AccessDeniedException) {
            return new EmbeddedKafkaException("no permission to write " + root + "; choose another directory", e);
        }
        return new EmbeddedKafkaException("cannot use " + root + " as a data directory: " + reason(e), e);
    }

    static EmbeddedKafkaException portTaken(int port, Throwable cause) {
        return new EmbeddedKafkaException(
                "port " + port + " of " + BrokerSettings.HOST + " is taken; stop what listens there or choose another",
                cause);
    }

    static EmbeddedKafkaException startFailed(EmbeddedKafkaConfig config, Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EmbeddedKafkaException known) {
                return known;
            }
            if (cause instanceof BindException) {
                return portTaken(config.port(), failure);
            }
            if (cause instanceof IOException io && isDiskFull(io)) {
                return unusable(config.dataDir(), io);
            }
        }
        return new EmbeddedKafkaException(
                "Kafka could not start in " + config.dataDir() + ": " + reason(rootOf(failure)), failure);
    }

    private static boolean isDiskFull(IOException e) {
        var text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("not enough space") || text.contains("quota exceeded");
    }

    private static String reason(Throwable e) {
        if (e instanceof FileSystemException fs && fs.getReason() == null) {
            return e.getClass().getSimpleName() + " " + fs.getFile();
        }
        var message = e.getMessage();
        var text = message == null ? e.getClass().getSimpleName() : message;
        return text.lines().findFirst().orElse(text);
    }

    private static Throwable rootOf(Throwable e) {
        var root = e;
        for (var cause = root.getCause(); cause != null; cause = root.getCause()) {
            root = cause;
        }
        return root;
    }
}
