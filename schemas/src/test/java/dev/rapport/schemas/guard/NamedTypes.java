package dev.rapport.schemas.guard;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.avro.Schema;

/** The records and enums that a schema is made of. */
final class NamedTypes {
    private NamedTypes() {}

    /** In the order they are met, each followed by what it uses; the schema itself first, if it has a name. */
    static Set<Schema> in(Schema schema) {
        var found = new LinkedHashSet<Schema>();
        collect(schema, found);
        return found;
    }

    static void collect(Schema schema, Set<Schema> found) {
        switch (schema.getType()) {
            case RECORD -> {
                if (found.add(schema)) {
                    schema.getFields().forEach(field -> collect(field.schema(), found));
                }
            }
            case ENUM -> found.add(schema);
            case ARRAY -> collect(schema.getElementType(), found);
            case MAP -> collect(schema.getValueType(), found);
            case UNION -> schema.getTypes().forEach(type -> collect(type, found));
            default -> {
                // Primitive types have no name.
            }
        }
    }
}
