package dev.rapport.replay.mapping;

import dev.rapport.replay.mapping.CsvMapping.EventRule;
import dev.rapport.replay.mapping.CsvMapping.IdColumn;
import dev.rapport.schemas.id.DerivedId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** From a row to an event. The same row of the same data set always becomes the same event, message id and all. */
public final class RowMapper {
    private final CsvMapping mapping;

    public RowMapper(CsvMapping mapping) {
        this.mapping = mapping;
    }

    /**
     * What a row became.
     *
     * @param event   to be sent; for a row that could not be mapped one that capture rejects, with the row in it
     * @param problem why it could not be mapped, with the row's number
     */
    public record Mapped(Map<String, Object> event, Optional<String> problem) {}

    /** Maps one row; never fails. */
    public Mapped map(Row row) {
        var event = track(row);
        try {
            fill(event, row);
            return new Mapped(event, Optional.empty());
        } catch (RowProblemException e) {
            var problem = "row " + row.number() + ": " + e.getMessage();
            return new Mapped(unmapped(row, problem), Optional.of(problem));
        }
    }

    private void fill(Map<String, Object> event, Row row) throws RowProblemException {
        if (!row.isConsistent()) {
            throw new RowProblemException(row.values().size() + " values, but the header has "
                    + row.columns().size() + " columns");
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
                        .map(when -> when.holds(row.value(when.column())))
                        .orElse(true))
                .findFirst()
                .orElseThrow(() -> new RowProblemException("no rule of the mapping matches"));
    }

    private static Optional<String> id(Optional<IdColumn> column, Row row) {
        return column.map(id -> {
                    var text = row.value(id.column()).trim();
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

    /** Its properties are the problem, not an object: capture rejects it as INVALID_FIELD and keeps it as it is. */
    private Map<String, Object> unmapped(Row row, String problem) {
        var event = track(row);
        event.put("properties", problem);
        event.put("row", row.values());
        return event;
    }

    private Map<String, Object> track(Row row) {
        var event = new LinkedHashMap<String, Object>();
        event.put("type", "track");
        event.put("messageId", messageId(row));
        return event;
    }

    private String messageId(Row row) {
        var parts = Stream.concat(Stream.of(mapping.dataset(), Long.toString(row.number())), row.values().stream());
        return DerivedId.of("replay", parts.toArray(String[]::new));
    }
}
