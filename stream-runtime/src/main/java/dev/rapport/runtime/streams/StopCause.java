package dev.rapport.runtime.streams;

import dev.rapport.runtime.registry.SchemaRegistryException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Tells failures of the surroundings, which a restart may heal, from those that a record causes every time. */
final class StopCause {
    private StopCause() {}

    /**
     * True when Kafka or a local store failed, or the schema registry was away or refused; false where the record is too
     * large for Kafka.
     */
    static boolean in(Throwable error) {
        if (isTooLarge(error)) {
            return false;
        }
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SchemaRegistryException refusal && !refusal.isUnknownSchema()) {
                return true;
            }
            if (cause instanceof KafkaException && !(cause instanceof SerializationException)) {
                return true;
            }
        }
        return false;
    }

    /** True when Kafka would never take the record, however often it is tried. */
    static boolean isTooLarge(Throwable error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException) {
                return true;
            }
        }
        return false;
    }
}
