package dev.rapport.ingestion.capture.cdc.connect;

import dev.rapport.ingestion.capture.cdc.LogicalType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** What the {@code AvroConverter} wrote; Connect's semantic types are in the properties of the writer's schema. */
final class AvroReader implements ConnectReader {
    private static final String CONNECT_NAME = "connect.name";

    private final Deserializer<Object> deserializer;

    /** @param deserializer of generic records */
    AvroReader(Deserializer<Object> deserializer) {
        this.deserializer = deserializer;
    }

    @Override
    public @Nullable Object read(String topic, byte[] bytes) throws UnreadableBytesException {
        try {
            var value = deserializer.deserialize(topic, bytes);
            return value instanceof GenericRecord record ? record(record) : plain(value);
        } catch (SerializationException e) {
            throw new UnreadableBytesException("not Avro in Confluent's wire format with a schema of the registry");
        }
    }

    private static Object record(GenericRecord record) {
        var schema = record.getSchema();
        if (LogicalType.VARIABLE_SCALE_DECIMAL.equals(name(schema))
                && record.get("scale") instanceof Integer scale
                && record.get("value") instanceof ByteBuffer unscaled) {
            return LogicalType.decimal(bytes(unscaled), scale);
        }
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (var field : schema.getFields()) {
            values.put(field.name(), value(field.schema(), record.get(field.pos())));
        }
        return values;
    }

    private static @Nullable Object value(Schema declared, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        var schema = declared.isUnion()
                ? declared.getTypes().get(GenericData.get().resolveUnion(declared, value))
                : declared;
        if (value instanceof GenericRecord record) {
            return record(record);
        }
        if (value instanceof Collection<?> items) {
            var list = new ArrayList<@Nullable Object>();
            items.forEach(item -> list.add(value(schema.getElementType(), item)));
            return list;
        }
        if (value instanceof Map<?, ?> map) {
            var values = new LinkedHashMap<String, @Nullable Object>();
            map.forEach((key, item) -> values.put(String.valueOf(key), value(schema.getValueType(), item)));
            return values;
        }
        return scalar(schema, value);
    }

    private static @Nullable Object scalar(Schema schema, Object value) {
        var name = name(schema);
        if (value instanceof ByteBuffer unscaled && schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return LogicalType.decimal(bytes(unscaled), decimal.getScale());
        }
        if (value instanceof Integer || value instanceof Long) {
            var number = ((Number) value).longValue();
            return LogicalType.named(name).map(type -> type.value(number)).orElseGet(() -> BigDecimal.valueOf(number));
        }
        if (value instanceof CharSequence text && LogicalType.JSON.equals(name)) {
            return JsonReader.embedded(text.toString());
        }
        return plain(value);
    }

    /** Semantic type: Connect's own name, or what Avro's logical type stands for. */
    private static String name(Schema schema) {
        var connect = schema.getProp(CONNECT_NAME);
        if (connect != null) {
            return connect;
        }
        var logical = schema.getLogicalType();
        return switch (logical == null ? "" : logical.getName()) {
            case "date" -> "org.apache.kafka.connect.data.Date";
            case "timestamp-millis" -> "org.apache.kafka.connect.data.Timestamp";
            case "time-millis" -> "org.apache.kafka.connect.data.Time";
            case "local-timestamp-millis" -> "io.debezium.time.Timestamp";
            case "local-timestamp-micros" -> "io.debezium.time.MicroTimestamp";
            case "time-micros" -> "io.debezium.time.MicroTime";
            default -> "";
        };
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        if (value instanceof Float || value instanceof Double) {
            var number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? new BigDecimal(value.toString()) : null;
        }
        if (value instanceof ByteBuffer bytes) {
            return Base64.getEncoder().encodeToString(bytes(bytes));
        }
        if (value instanceof GenericFixed fixed) {
            return Base64.getEncoder().encodeToString(fixed.bytes());
        }
        return value == null || value instanceof Boolean ? value : value.toString();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
