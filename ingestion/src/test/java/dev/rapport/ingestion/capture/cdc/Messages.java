package dev.rapport.ingestion.capture.cdc;

import dev.rapport.ingestion.capture.cdc.ChangeFormat.Message;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records of a topic, as values. */
public final class Messages {
    public static final Instant APPENDED = Instant.parse("2026-05-04T10:00:00Z");

    private Messages() {}

    public static Message of(Map<String, @Nullable Object> key, @Nullable Map<String, @Nullable Object> value) {
        return new Message("shop.customers", "shop.customers-0@7", APPENDED, key, value);
    }

    /** Names and values in turn; whole numbers become what JSON makes of them. */
    public static Map<String, @Nullable Object> row(@Nullable Object... namesAndValues) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            var value = namesAndValues[i + 1];
            row.put(
                    String.valueOf(namesAndValues[i]),
                    value instanceof Number number ? new BigDecimal(number.toString()) : value);
        }
        return row;
    }
}
