package dev.rapport.schemas.guard;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** The property {@code personal} of fields: whether what they hold must become unreadable when a customer is erased. */
final class PersonalFields {
    private static final String PERSONAL = "personal";

    private PersonalFields() {}

    static boolean isPersonal(Schema.Field field) {
        return Boolean.TRUE.equals(field.getObjectProp(PERSONAL));
    }

    /** Fields of a record that can hold text or bytes and do not say whether that is personal. */
    static List<String> undecided(Schema type) {
        var fields = new ArrayList<String>();
        if (type.getType() == Schema.Type.RECORD) {
            type.getFields().stream()
                    .filter(field -> holdsText(field.schema()) && !(field.getObjectProp(PERSONAL) instanceof Boolean))
                    .forEach(field -> fields.add(type.getName() + "." + field.name()));
        }
        return fields;
    }

    /** Named types decide for themselves; exact numbers are bytes too, but no text. */
    private static boolean holdsText(Schema schema) {
        return switch (schema.getType()) {
            case STRING, MAP -> true;
            case BYTES, FIXED -> schema.getLogicalType() == null;
            case ARRAY -> holdsText(schema.getElementType());
            case UNION -> schema.getTypes().stream().anyMatch(PersonalFields::holdsText);
            default -> false;
        };
    }
}
