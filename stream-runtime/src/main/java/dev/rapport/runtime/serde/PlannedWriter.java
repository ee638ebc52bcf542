package dev.rapport.runtime.serde;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes records of generated classes as Avro's own writer does, by a plan that is made once for a schema: the way through
 * the schema, its unions and its logical types is not looked for again in every record. Avro generates code for that, too,
 * but not for records with times. Thread-safe.
 */
final class PlannedWriter<V> implements DatumWriter<V> {
    /** Writes a value of one place in the schema. */
    private interface Step {
        void write(Object value, Encoder out) throws IOException;
    }

    private final Step record;

    private PlannedWriter(Step record) {
        this.record = record;
    }

    /** The writer for a schema; empty where it holds something that no plan is known for. */
    static <V> Optional<DatumWriter<V>> of(Schema schema) {
        try {
            return Optional.of(new PlannedWriter<>(step(schema, 0)));
        } catch (UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    @Override
    public void setSchema(Schema schema) {
        throw new UnsupportedOperationException("the plan is that of one schema");
    }

    @Override
    public void write(V value, Encoder out) throws IOException {
        record.write(value, out);
    }

    /** Deep enough for every record of ours; a schema that contains itself is deeper. */
    private static final int MAX_DEPTH = 16;

    private static Step step(Schema schema, int depth) {
        var logical = schema.getLogicalType();
        if (depth > MAX_DEPTH || (logical != null && !(logical instanceof LogicalTypes.TimestampMillis))) {
            throw new UnsupportedOperationException("no plan for " + schema.getName());
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema, depth);
            case UNION -> nullable(schema, depth);
            case ARRAY -> array(step(schema.getElementType(), depth + 1));
            case MAP -> map(step(schema.getValueType(), depth + 1));
            case ENUM -> (value, out) -> out.writeEnum(schema.getEnumOrdinal(value.toString()));
            case STRING -> (value, out) -> out.writeString(value.toString());
            case BYTES -> (value, out) -> out.writeBytes((ByteBuffer) value);
            case INT -> (value, out) -> out.writeInt((Integer) value);
            case LONG ->
                logical == null
                        ? (value, out) -> out.writeLong((Long) value)
                        : (value, out) -> out.writeLong(((Instant) value).toEpochMilli());
            case DOUBLE -> (value, out) -> out.writeDouble((Double) value);
            case BOOLEAN -> (value, out) -> out.writeBoolean((Boolean) value);
            default -> throw new UnsupportedOperationException("no plan for " + schema.getType());
        };
    }

    private static Step record(Schema schema, int depth) {
        var fields = schema.getFields();
        var steps =
                fields.stream().map(field -> step(field.schema(), depth + 1)).toArray(Step[]::new);
        return (value, out) -> {
            var from = (IndexedRecord) value;
            for (var i = 0; i < steps.length; i++) {
                try {
                    steps[i].write(from.get(i), out);
                } catch (NullPointerException | ClassCastException e) {
                    throw new IllegalArgumentException(
                            "field " + fields.get(i).name() + " of " + schema.getName() + ": " + e.getMessage(), e);
                }
            }
        };
    }

    /** Only null and one other type, as all our unions are. */
    private static Step nullable(Schema schema, int depth) {
        var types = schema.getTypes();
        var nullIndex = types.indexOf(Schema.create(Schema.Type.NULL));
        if (types.size() != 2 || nullIndex < 0) {
            throw new UnsupportedOperationException("no plan for a union of " + types.size() + " types");
        }
        var present = step(types.get(1 - nullIndex), depth + 1);
        return (@Nullable Object value, Encoder out) -> {
            out.writeIndex(value == null ? nullIndex : 1 - nullIndex);
            if (value != null) {
                present.write(value, out);
            }
        };
    }

    private static Step array(Step item) {
        return (value, out) -> {
            var items = (List<?>) value;
            out.writeArrayStart();
            out.setItemCount(items.size());
            for (var each : items) {
                out.startItem();
                item.write(each, out);
            }
            out.writeArrayEnd();
        };
    }

    private static Step map(Step item) {
        return (value, out) -> {
            var entries = (Map<?, ?>) value;
            out.writeMapStart();
            out.setItemCount(entries.size());
            for (var each : entries.entrySet()) {
                out.startItem();
                out.writeString(each.getKey().toString());
                item.write(each.getValue(), out);
            }
            out.writeMapEnd();
        };
    }
}
