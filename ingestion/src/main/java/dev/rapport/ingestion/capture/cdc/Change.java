package dev.rapport.ingestion.capture.cdc;

import dev.rapport.schemas.RejectionReason;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a change event says; one record of a topic may say several, or that there is nothing to do. */
public sealed interface Change {
    /** What is made of each kind. */
    interface Cases<T> {
        T row(Row row);

        T nothing(Nothing nothing);

        T unusable(Unusable unusable);
    }

    /** What the case of this kind makes of it. */
    <T> T fold(Cases<T> cases);

    /** What was done to a row. */
    enum Operation {
        CREATE,
        UPDATE,
        DELETE,
        /** It was there before changes were captured. */
        SNAPSHOT;

        /** As mappings write it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A change of one row.
     *
     * @param table     name of the table or object
     * @param operation what was done
     * @param key       primary key as text, the parts of a compound one joined by commas; empty where it is not known
     * @param values    by column, nested where the source nests: texts, {@code Boolean}s, {@code BigDecimal}s, lists and
     *     maps. Null is no value any more; a column that is not there did not change. Of a deletion what is known of the row
     * @param isPartial whether only columns that changed are there
     * @param before    values before the change, as far as the source says them
     * @param at        when it was committed
     * @param messageId the same whenever the change is read, and that of no other
     */
    record Row(
            String table,
            Operation operation,
            String key,
            Map<String, @Nullable Object> values,
            boolean isPartial,
            Map<String, @Nullable Object> before,
            Instant at,
            String messageId)
            implements Change {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.row(this);
        }
    }

    /** There is nothing to do. */
    record Nothing(Kind kind) implements Change {
        /** Why. */
        public enum Kind {
            /** A null value: the compaction of the topic forgets the key. */
            TOMBSTONE,
            HEARTBEAT,
            /** Begin or end of a transaction. */
            TRANSACTION,
            SCHEMA_CHANGE,
            /** A message that an application wrote into the log of its database. */
            MESSAGE,
            /** A table or object without a mapping. */
            NOT_MAPPED,
            /** No rule of the mapping wants this change. */
            NO_RULE
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.nothing(this);
        }
    }

    /**
     * What it says cannot be used.
     *
     * @param detail one sentence without values of the row
     */
    record Unusable(RejectionReason reason, String detail) implements Change {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.unusable(this);
        }
    }
}
