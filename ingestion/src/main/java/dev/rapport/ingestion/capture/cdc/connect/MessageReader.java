package dev.rapport.ingestion.capture.cdc.connect;

import dev.rapport.ingestion.capture.cdc.ChangeFormat.Message;
import dev.rapport.ingestion.capture.cdc.Values;
import dev.rapport.ingestion.capture.topic.TopicRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads key and value of a record.
 *
 * @param keys   how keys are written
 * @param values how values are written
 */
record MessageReader(ConnectReader keys, ConnectReader values) {
    private static final String ONLY_PART = "key";

    Message read(TopicRecord record) throws UnreadableBytesException {
        return new Message(record.topic(), record.place(), record.timestamp(), key(record), value(record));
    }

    /** A key that is one text or number stands for a key of one column. */
    private Map<String, @Nullable Object> key(TopicRecord record) throws UnreadableBytesException {
        if (record.key() == null || record.key().length == 0) {
            return Map.of();
        }
        Object key;
        try {
            key = keys.read(record.topic(), record.key());
        } catch (UnreadableBytesException e) {
            throw new UnreadableBytesException("the key is " + e.getMessage() + "; see key-converter");
        }
        var columns = Values.object(key);
        if (columns.isPresent()) {
            return columns.get();
        }
        var only = new LinkedHashMap<String, @Nullable Object>();
        if (!Values.text(key).isEmpty()) {
            only.put(ONLY_PART, key);
        }
        return only;
    }

    private @Nullable Map<String, @Nullable Object> value(TopicRecord record) throws UnreadableBytesException {
        if (record.value() == null) {
            return null;
        }
        Object value;
        try {
            value = values.read(record.topic(), record.value());
        } catch (UnreadableBytesException e) {
            throw new UnreadableBytesException("the value is " + e.getMessage() + "; see converter");
        }
        if (value == null) {
            // How the JSON converter writes a tombstone with schemas.enable.
            return null;
        }
        return Values.object(value)
                .orElseThrow(() -> new UnreadableBytesException("the value is not an object of names and values"));
    }
}
