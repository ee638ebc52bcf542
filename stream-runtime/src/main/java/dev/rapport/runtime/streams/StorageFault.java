package dev.rapport.runtime.streams;

import dev.rapport.runtime.value.FailureLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;

/**
 * A topology stopped because of files: its own local state, which Kafka holds too, or a log of Kafka's, which nobody else
 * may hold. The message is one line: what is wrong, where, what to do and what that costs.
 */
public final class StorageFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StorageFault(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * The error itself where it is of another kind.
     *
     * @param stateDir folder of this application's state
     */
    static Throwable describe(Throwable error, Path stateDir) {
        var damaged = damagedLog(error);
        if (damaged != null) {
            return new StorageFault(
                    "a log of Kafka is damaged (" + FailureLine.ofOne(damaged)
                            + "): its events from there on cannot be read. Restore it from a replica or a backup; deleting"
                            + " it loses these events. Local state is not the cause",
                    error);
        }
        if (!isLocalState(error)) {
            return error;
        }
        var reason = FailureLine.ofOne(FailureLine.innermost(error));
        if (isFull(reason)) {
            return new StorageFault(
                    "the disk of " + stateDir + " is full: make room and start again, nothing is lost", error);
        }
        if (!Files.isDirectory(stateDir)) {
            return new StorageFault(
                    "the folder of local state " + stateDir
                            + " was removed while it was used: start again, it is rebuilt from Kafka and nothing is lost",
                    error);
        }
        return new StorageFault(
                "the local state in " + stateDir + " cannot be used (" + reason
                        + "): delete that folder and start again, it is rebuilt from Kafka and nothing is lost",
                error);
    }

    private static boolean isLocalState(Throwable error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            // RocksDB's own by name: its class needs a native library.
            if (cause instanceof ProcessorStateException
                    || cause.getClass().getName().equals("org.rocksdb.RocksDBException")) {
                return true;
            }
        }
        return false;
    }

    /** What says that a record's checksum is wrong; a consumer tells the position in the exception around it. */
    private static @Nullable Throwable damagedLog(Throwable error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            var message = String.valueOf(cause.getMessage());
            if (cause instanceof CorruptRecordException
                    || message.contains("is corrupt")
                    || (message.startsWith("Record") && message.contains("is invalid, cause"))) {
                return cause;
            }
        }
        return null;
    }

    private static boolean isFull(String reason) {
        var text = reason.toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("disk quota exceeded");
    }
}
