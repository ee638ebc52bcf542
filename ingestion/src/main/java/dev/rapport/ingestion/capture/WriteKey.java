package dev.rapport.ingestion.capture;

/**
 * A key that senders write events with.
 *
 * @param key             as they send it
 * @param source          name of the source that their events belong to; a source may have several keys
 * @param eventsPerSecond that may be written with this key, 0 where there is no limit
 */
public record WriteKey(String key, String source, int eventsPerSecond) {
    /** One without a limit. */
    public WriteKey(String key, String source) {
        this(key, source, 0);
    }
}
