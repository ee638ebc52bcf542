package dev.rapport.runtime.mapping;

import dev.rapport.schemas.id.DerivedId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A customer as events: one identify call with the traits, and one for each consent at the time when it was given, with
 * its proof. So a consent of years ago does not overrule a later no, whatever the rest of the row is dated.
 */
record CustomerEvents(Mapping mapping) {
    /** Maps one row; what it withdraws counts even if something else in it is wrong. */
    Mapped map(Rule.Customer rule, Row row, String messageId) {
        var events = new ArrayList<Map<String, Object>>();
        var withdrawals = new ArrayList<Map<String, Object>>();
        var problem = Optional.<String>empty();
        try {
            identify(rule.traits(), row, messageId).ifPresent(events::add);
        } catch (RowProblemException e) {
            problem = Optional.of(e.problem());
        }
        for (var consent : rule.consents()) {
            try {
                var granted = consent.granted(row);
                if (granted.isPresent()) {
                    var event = consent(consent, granted.get(), row, messageId);
                    events.add(event);
                    if (!granted.get()) {
                        withdrawals.add(event);
                    }
                }
            } catch (RowProblemException e) {
                problem = problem.or(() -> Optional.of(e.problem()));
            }
        }
        if (problem.isEmpty() && events.isEmpty()) {
            return new Mapped.Skipped();
        }
        return problem.<Mapped>map(text -> new Mapped.Unmapped(0, text, withdrawals))
                .orElseGet(() -> new Mapped.Events(events));
    }

    void putIds(Map<String, Object> event, Row row) {
        mapping.user().flatMap(id -> id.id(row)).ifPresent(id -> event.put("userId", id));
        mapping.anonymous().flatMap(id -> id.id(row)).ifPresent(id -> event.put("anonymousId", id));
    }

    private Optional<Map<String, Object>> identify(Map<String, ValueRule> rules, Row row, String messageId)
            throws RowProblemException {
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        var event = call(row, messageId);
        if (mapping.time().isPresent()) {
            event.put("timestamp", mapping.time().get().time(row).toString());
        }
        event.put("traits", RowMapper.traits(rules, row));
        return Optional.of(event);
    }

    private Map<String, Object> consent(ConsentRule rule, boolean granted, Row row, String messageId)
            throws RowProblemException {
        var event = call(row, DerivedId.of("consent", messageId, rule.category()));
        rule.saidAt(row, granted).ifPresent(time -> event.put("timestamp", time.toString()));
        event.put("traits", Map.of("consents", Map.of(rule.category(), granted)));
        var proof = RowMapper.object(rule.proof(), List.of(row));
        if (!proof.isEmpty()) {
            event.put("context", Map.of("consent", Map.of("proof", proof)));
        }
        return event;
    }

    private Map<String, Object> call(Row row, String messageId) {
        var event = new LinkedHashMap<String, Object>();
        event.put("type", "identify");
        event.put("messageId", messageId);
        putIds(event, row);
        return event;
    }
}
