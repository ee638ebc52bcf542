package dev.rapport.schemas.trust;

import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes.LogicalTypeFactory;
import org.apache.avro.Schema;
import org.apache.avro.util.ClassSecurityValidator;
import org.jspecify.annotations.Nullable;

/**
 * Tells Avro that the generated records may be instantiated. Since 1.12.2 Avro refuses classes that nobody vouched for,
 * and asks only the JVM's system properties. A factory of logical types is the one thing that Avro loads by itself
 * before it parses the first schema, so the records work in every process and test without a flag. The type it is
 * registered for does not exist.
 */
public final class TrustedRecords implements LogicalTypeFactory {
    private static final String RECORDS = "dev.rapport.schemas";

    /** Called by {@link java.util.ServiceLoader}. */
    public TrustedRecords() {
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), type -> type.getPackageName()
                        .equals(RECORDS)));
    }

    @Override
    public @Nullable LogicalType fromSchema(Schema schema) {
        return null;
    }

    @Override
    public String getTypeName() {
        return "rapport-trusted-records";
    }
}
