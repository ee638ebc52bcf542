package dev.rapport.runtime.serde;

import dev.rapport.schemas.topic.Topic;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Avro makes objects only of classes that the process trusts, because a schema that came over the wire names them. Here
 * these are the generated records of the contract, beside what Avro trusts already.
 */
final class TrustedRecords {
    private static final String CONTRACT = contractPackage();
    private static final AtomicBoolean TRUSTED = new AtomicBoolean();

    private TrustedRecords() {}

    /** Widens the trust of the process, once. */
    static void trust() {
        if (TRUSTED.compareAndSet(false, true)) {
            ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                    ClassSecurityValidator.getGlobal(), TrustedRecords::isOfTheContract));
        }
    }

    private static boolean isOfTheContract(Class<?> type) {
        return type.getPackageName().equals(CONTRACT)
                && (SpecificRecord.class.isAssignableFrom(type) || Enum.class.isAssignableFrom(type));
    }

    /** The package above the topics: the records' own. */
    private static String contractPackage() {
        var topics = Topic.class.getPackageName();
        return topics.substring(0, topics.lastIndexOf('.'));
    }
}
