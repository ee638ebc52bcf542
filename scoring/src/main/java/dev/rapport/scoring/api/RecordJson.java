package dev.rapport.scoring.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Avro records as JSON objects with the names of their fields; times as ISO 8601 in UTC. */
final class RecordJson {
    private RecordJson() {}

    /** A new object that may be added to. */
    static Map<String, @Nullable Object> of(IndexedRecord record) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        for (var field : record.getSchema().getFields()) {
            json.put(field.name(), value(record.get(field.pos())));
        }
        return json;
    }

    /** Milliseconds since the epoch as ISO 8601. */
    static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (value instanceof IndexedRecord record) {
            return of(record);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(RecordJson::value).toList();
        }
        if (value instanceof Map<?, ?> map) {
            var json = new TreeMap<String, @Nullable Object>();
            map.forEach((key, item) -> json.put(String.valueOf(key), value(item)));
            return json;
        }
        if (value instanceof Number || value instanceof Boolean || value == null) {
            return value;
        }
        return value.toString();
    }
}
