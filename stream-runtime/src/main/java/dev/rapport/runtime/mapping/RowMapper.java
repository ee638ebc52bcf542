package dev.rapport.runtime.mapping;

import dev.rapport.schemas.id.DerivedId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From rows to what they mean. The same rows of the same data set always become the same, message ids and all. */
public final class RowMapper {
    private final Mapping mapping;
    private final CustomerEvents customers;

    public RowMapper(Mapping mapping) {
        this.mapping = mapping;
        this.customers = new CustomerEvents(mapping);
    }

    /** Maps a row that is nothing together with others; never fails. */
    public Mapped map(Row row) {
        return map(List.of(row));
    }

    /**
     * Maps rows of one group, or a row alone; never fails.
     *
     * @param rows at least one; those of one {@link #groupOf}
     */
    public Mapped map(List<? extends Row> rows) {
        var first = rows.get(0);
        try {
            for (var row : rows) {
                if (row.problem().isPresent()) {
                    throw new RowProblemException(row.problem().get());
                }
            }
            if (isSkipped(first)) {
                return new Mapped.Skipped();
            }
            var rule = rule(first);
            if (rule instanceof Rule.Event event) {
                return new Mapped.Events(List.of(event(event, rows)));
            } else if (rule instanceof Rule.Customer customer) {
                return customers.map(customer, first, messageId(rows));
            } else if (rule instanceof Rule.Product product) {
                return new Mapped.Product(object(product.fields(), rows));
            }
            return deletion((Rule.Deletion) rule, first);
        } catch (RowProblemException e) {
            return new Mapped.Unmapped(indexOfProblem(rows), e.problem(), List.of());
        }
    }

    /** What rows that are one event have in common, and follow each other; empty for a row that is something alone. */
    public Optional<String> groupOf(Row row) {
        if (row.problem().isPresent() || isSkipped(row)) {
            return Optional.empty();
        }
        for (var rule : mapping.rules()) {
            if (rule.when().map(when -> when.holds(row)).orElse(true)) {
                return rule instanceof Rule.Event event && !event.groupBy().isEmpty()
                        ? Optional.of(DerivedId.of(
                                "group", event.groupBy().stream().map(row::text).toArray(String[]::new)))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Always the same for rows of a data set, and for no others. */
    public String messageId(List<? extends Row> rows) {
        var parts = new ArrayList<String>();
        parts.add(mapping.dataset());
        for (var row : rows) {
            parts.addAll(
                    mapping.key().isEmpty()
                            ? row.identity()
                            : mapping.key().stream().map(row::text).toList());
        }
        return DerivedId.of("row", parts.toArray(String[]::new));
    }

    private boolean isSkipped(Row row) {
        return mapping.when().filter(when -> !when.holds(row)).isPresent();
    }

    private Rule rule(Row row) throws RowProblemException {
        return mapping.rules().stream()
                .filter(rule -> rule.when().map(when -> when.holds(row)).orElse(true))
                .findFirst()
                .orElseThrow(() -> new RowProblemException("no rule of the mapping matches"));
    }

    private Map<String, Object> event(Rule.Event rule, List<? extends Row> rows) throws RowProblemException {
        var first = rows.get(0);
        var event = new LinkedHashMap<String, Object>();
        event.put("type", rule.type());
        event.put("messageId", messageId(rows));
        event.putAll(object(rule.fields(), rows));
        customers.putIds(event, first);
        if (mapping.time().isPresent()) {
            event.put("timestamp", mapping.time().get().time(first).toString());
        }
        var body = rule.type().equals("identify") ? traits(rule.body(), first) : object(rule.body(), rows);
        if (!rule.products().isEmpty()) {
            var products = new ArrayList<Map<String, Object>>();
            for (var row : rows) {
                for (var product : rule.products()) {
                    products.add(object(product, List.of(row)));
                }
            }
            body.put("products", products);
        }
        var hasTraits = rule.type().equals("identify") || rule.type().equals("group");
        event.put(hasTraits ? "traits" : "properties", body);
        return event;
    }

    private Mapped deletion(Rule.Deletion rule, Row row) throws RowProblemException {
        if (rule.product().isPresent()) {
            var id = rule.product().get().value(row).map(String::valueOf);
            return new Mapped.ProductDeletion(
                    id.orElseThrow(() -> new RowProblemException("a deletion without the id of a product")));
        }
        var user = mapping.user().flatMap(id -> id.id(row));
        var anonymous = mapping.anonymous().flatMap(id -> id.id(row));
        if (user.isEmpty() && anonymous.isEmpty()) {
            throw new RowProblemException("a deletion without the id of a customer");
        }
        return new Mapped.CustomerDeletion(user, anonymous);
    }

    /** The row that cannot be mapped alone either; the first where only all of them together cannot. */
    private int indexOfProblem(List<? extends Row> rows) {
        for (var index = 0; rows.size() > 1 && index < rows.size(); index++) {
            if (map(rows.get(index)) instanceof Mapped.Unmapped) {
                return index;
            }
        }
        return 0;
    }

    static Map<String, Object> object(Map<String, ValueRule> rules, List<? extends Row> rows)
            throws RowProblemException {
        var object = new LinkedHashMap<String, Object>();
        for (var rule : rules.entrySet()) {
            rule.getValue().value(rows).ifPresent(value -> object.put(rule.getKey(), value));
        }
        return object;
    }

    /** As {@link #object}; null is a trait whose column lost its value. */
    static Map<String, Object> traits(Map<String, ValueRule> rules, Row row) throws RowProblemException {
        var traits = object(rules, List.of(row));
        rules.forEach((name, rule) -> {
            if (!traits.containsKey(name) && rule.from().filter(row::isCleared).isPresent()) {
                traits.put(name, null);
            }
        });
        return traits;
    }
}
