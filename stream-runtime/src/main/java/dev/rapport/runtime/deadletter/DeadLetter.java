package dev.rapport.runtime.deadletter;

import dev.rapport.schemas.CapturedEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What could not be processed: an event that broke a rule we know, or a record that could not be read or that our code failed on.
 *
 * @param at       when it was put aside, by the broker's clock
 * @param source   where the original came from
 * @param sender   what is known of who sent it
 * @param original its bytes
 */
public record DeadLetter(
        LetterId id, Instant at, Kind kind, Cause cause, Source source, Sender sender, Original original) {
    /** The two ways to become one. */
    public enum Kind {
        REJECTION,
        DEAD_LETTER;

        /** For people and in JSON. */
        public String label() {
            return this == REJECTION ? "rejection" : "dead-letter";
        }
    }

    /**
     * Why.
     *
     * @param application id of the application that put it aside
     * @param stage       what it did: {@code capture}, {@code enrichment}, {@code deserialization}, {@code processing} …
     * @param reason      name of the rule, or of the exception
     * @param rule        one sentence; of an exception, its message, which may quote personal data
     */
    public record Cause(String application, String stage, String reason, String rule) {}

    /**
     * Where the original came from.
     *
     * @param topic     null when it came over HTTP
     * @param format    how a rejected event is read again; empty otherwise
     * @param timestamp of the record of a source's topic, where key, value and headers of the original are that record's;
     *     null otherwise
     */
    public record Source(
            @Nullable String topic,
            int partition,
            long offset,
            String format,
            @Nullable Instant timestamp) {
        /** Of which nothing is known but the place. */
        public Source(@Nullable String topic, int partition, long offset) {
            this(topic, partition, offset, "", null);
        }
    }

    /**
     * What is known of who sent it; all null for a dead letter, whose bytes were not understood.
     *
     * @param name       of the source with its write key
     * @param receivedAt when capture received it
     * @param captured   of an event that enrichment rejected: as captured, without its payload
     */
    public record Sender(
            @Nullable String name,
            @Nullable String messageId,
            @Nullable Instant receivedAt,
            @Nullable CapturedEvent captured) {
        public static final Sender UNKNOWN = new Sender(null, null, null, null);
    }

    /** A header of the original record. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared: bytes are handed on.
    public record Header(String name, byte[] value) {}

    /**
     * The bytes, not to be changed.
     *
     * @param key       of the record that failed, null where it had none; of a rejection over HTTP the key of the rejection
     * @param value     null for a tombstone
     * @param envelope  what the batch of a rejected event said for all, null without
     * @param headers   in their order
     * @param size      bytes of the whole value
     * @param truncated whether key or value are not whole
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared: bytes are handed on.
    public record Original(
            byte @Nullable [] key,
            byte @Nullable [] value,
            byte @Nullable [] envelope,
            List<Header> headers,
            long size,
            boolean truncated) {
        public Original {
            headers = List.copyOf(headers);
        }
    }

    /** Without the bytes, for long lists. */
    public DeadLetter withoutBytes() {
        return new DeadLetter(
                id,
                at,
                kind,
                cause,
                source,
                sender,
                new Original(null, null, null, List.of(), original.size, original.truncated));
    }
}
