package dev.rapport.runtime.mapping;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a row is, if a condition holds. */
public sealed interface Rule {
    /** Empty for a rule that always holds. */
    Optional<Condition> when();

    /**
     * A call of Segment's specification.
     *
     * @param type     track, identify, page, screen, group or alias
     * @param fields   of the event itself, such as {@code event}, {@code name}, {@code groupId}, {@code previousId}
     * @param groupBy  rows that follow each other and have the same values in these columns are one event; empty for none
     * @param body     its properties; of identify and group calls its traits
     * @param products its products, of every row of the event
     */
    record Event(
            Optional<Condition> when,
            String type,
            Map<String, ValueRule> fields,
            List<String> groupBy,
            Map<String, ValueRule> body,
            List<Map<String, ValueRule>> products)
            implements Rule {}

    /**
     * A customer: an identify call with traits, and one for each consent, at the time when that was given or withdrawn.
     */
    record Customer(Optional<Condition> when, Map<String, ValueRule> traits, List<ConsentRule> consents)
            implements Rule {}

    /** A product of the catalogue, by the names that {@code PUT /api/v1/products} has for its fields. */
    record Product(Optional<Condition> when, Map<String, ValueRule> fields) implements Rule {}

    /**
     * Something that is there no more.
     *
     * @param product id of a product; empty where it is the customer of the row
     */
    record Deletion(Optional<Condition> when, Optional<ValueRule> product) implements Rule {}
}
