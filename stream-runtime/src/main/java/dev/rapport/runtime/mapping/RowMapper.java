package dev.rapport.runtime.mapping;

import dev.rapport.runtime.mapping.Mapping.EventRule;
import dev.rapport.runtime.mapping.Mapping.IdColumn;
import dev.rapport.schemas.id.DerivedId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** From a row to an event. The same row of the same data set always becomes the same event, message id and all. */
public final class RowMapper {
    private final Mapping mapping;

    public RowMapper(Mapping mapping) {
        this.mapping = mapping;
    }

    /** Maps one row; never fails. */
    public Mapped map(Row row) {
        var event = new LinkedHashMap<String, Object>();
        event.put("type", "track");
        event.put("messageId", messageId(row));
        try {
            fill(event, row);
            return new Mapped.Events(List.of(event));
        } catch (RowProblemException e) {
            return new Mapped.Unmapped(e.getMessage());
        }
    }

    /** Always the same for a row of a data set, and for no other row. */
    public String messageId(Row row) {
        var parts = Stream.concat(Stream.of(mapping.dataset()), row.identity().stream());
        return DerivedId.of("replay", parts.toArray(String[]::new));
    }

    private void fill(Map<String, Object> event, Row row) throws RowProblemException {
        if (row.problem().isPresent()) {
            throw new RowProblemException(row.problem().get());
        }
        var rule = rule(row);
        event.put("event", rule.event());
        id(mapping.user(), row).ifPresent(id -> event.put("userId", id));
        id(mapping.anonymous(), row).ifPresent(id -> event.put("anonymousId", id));
        if (mapping.time().isPresent()) {
            event.put("timestamp", mapping.time().get().time(row).toString());
        }
        var properties = object(rule.properties(), row);
        if (!rule.products().isEmpty()) {
            var products = new ArrayList<Map<String, Object>>();
            for (var product : rule.products()) {
                products.add(object(product, row));
            }
            properties.put("products", products);
        }
        event.put("properties", properties);
    }

    private EventRule rule(Row row) throws RowProblemException {
        return mapping.events().stream()
                .filter(rule -> rule.when()
                        .map(when -> when.holds(row.text(when.column())))
                        .orElse(true))
                .findFirst()
                .orElseThrow(() -> new RowProblemException("no rule of the mapping matches"));
    }

    private static Optional<String> id(Optional<IdColumn> column, Row row) {
        return column.map(id -> {
                    var text = row.text(id.column()).trim();
                    var suffix = id.stripSuffix();
                    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
                })
                .filter(text -> !text.isEmpty());
    }

    private static Map<String, Object> object(Map<String, ValueRule> rules, Row row) throws RowProblemException {
        var object = new LinkedHashMap<String, Object>();
        for (var rule : rules.entrySet()) {
            rule.getValue().value(row).ifPresent(value -> object.put(rule.getKey(), value));
        }
        return object;
    }
}
