package dev.rapport.schemas.trust;

import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes.LogicalTypeFactory;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.jspecify.annotations.Nullable;

/**
 * Declares to Avro that the generated records may be instantiated. Since 1.12.2 Avro refuses classes that are not trusted,
 * and reads only the JVM's system properties. A factory of logical types is the one thing that Avro loads by itself
 * before it parses the first schema, so the records work in every process and test without a flag. The type it is
 * registered for does not exist.
 */
public final class TrustedRecords implements LogicalTypeFactory {
    private static final String CONTRACT = "dev.rapport.schemas";
    /** Services generate records for their own stores. */
    private static final String OURS = "dev.rapport.";

    /** Called by {@link java.util.ServiceLoader}. */
    public TrustedRecords() {
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), TrustedRecords::isOurs));
    }

    private static boolean isOurs(Class<?> type) {
        var packageName = type.getPackageName();
        return packageName.equals(CONTRACT)
                || (packageName.startsWith(OURS)
                        && (SpecificRecord.class.isAssignableFrom(type)
                                || GenericEnumSymbol.class.isAssignableFrom(type)));
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
