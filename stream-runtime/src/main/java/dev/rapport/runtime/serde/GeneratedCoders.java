package dev.rapport.runtime.serde;

import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/**
 * Whether records may be written by the code that Avro generated for them. That code writes a record in a record as its own
 * class has it, the schema says how it was when the outer class was generated: a build that generates anew only what
 * changed leaves the two apart, and what is written then cannot be read.
 */
final class GeneratedCoders {
    private final SpecificData data;
    private final Set<String> seen = new HashSet<>();

    private GeneratedCoders(SpecificData data) {
        this.data = data;
    }

    /** True when every record in a schema is the one that its class knows. */
    static boolean fit(Schema schema, SpecificData data) {
        return new GeneratedCoders(data).fit(schema);
    }

    private boolean fit(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> !seen.add(schema.getFullName()) || fitsItsClass(schema);
            case ARRAY -> fit(schema.getElementType());
            case MAP -> fit(schema.getValueType());
            case UNION -> schema.getTypes().stream().allMatch(this::fit);
            default -> true;
        };
    }

    private boolean fitsItsClass(Schema record) {
        var type = data.getClass(record);
        return type != null
                && data.getSchema(type).equals(record)
                && record.getFields().stream().allMatch(field -> fit(field.schema()));
    }
}
