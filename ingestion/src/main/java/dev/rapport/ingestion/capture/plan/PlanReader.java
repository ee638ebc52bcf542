package dev.rapport.ingestion.capture.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.ingestion.capture.json.JsonItemReader;
import dev.rapport.runtime.yaml.YamlException;
import dev.rapport.runtime.yaml.YamlFields;
import dev.rapport.runtime.yaml.YamlProblem;
import dev.rapport.runtime.yaml.YamlTree;
import dev.rapport.schemas.EventType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the file of a tracking plan, YAML or JSON: docs/tracking-plan.md. */
final class PlanReader {
    private static final String DEFINITIONS = "$defs";
    private static final int MAX_PROBLEMS = 20;

    private final List<YamlProblem> problems = new ArrayList<>();

    private PlanReader() {}

    /** @throws IllegalArgumentException with every problem, its line and column */
    static TrackingPlan read(String text) {
        var reader = new PlanReader();
        TrackingPlan plan;
        try {
            plan = reader.plan(YamlFields.parse(text, "a tracking plan", reader.problems));
        } catch (YamlException e) {
            throw new IllegalArgumentException(e.problem().toString(), e);
        }
        if (!reader.problems.isEmpty()) {
            throw new IllegalArgumentException(reader.problems.stream()
                    .sorted(YamlProblem.IN_ORDER)
                    .limit(MAX_PROBLEMS)
                    .map(YamlProblem::toString)
                    .collect(Collectors.joining("; ")));
        }
        return plan;
    }

    private TrackingPlan plan(YamlFields in) {
        var unplanned = in.parsed("unplanned", PlanAction.FLAG, PlanAction::parse, PlanAction.FLAG);
        var violation = in.parsed("on-violation", PlanAction.FLAG, PlanAction::parse, PlanAction.FLAG);
        var definitions = in.tree(DEFINITIONS).map(YamlTree::value);
        var events = new HashMap<TrackingPlan.Key, PlannedEvent>();
        for (var entry : in.requiredMappings("events")) {
            var key = key(entry);
            var event = event(entry, key, violation, definitions);
            if (events.put(key, event) != null) {
                entry.problemOfAll(event.label() + " is planned twice");
            }
        }
        if (events.size() > TrackingPlan.MAX_EVENTS) {
            in.problemOf("events", "must be at most " + TrackingPlan.MAX_EVENTS);
        }
        in.finish();
        return new TrackingPlan(events, unplanned);
    }

    /** {@code event} names a track event; {@code type} all of another kind, or with {@code name} one page or screen. */
    private static TrackingPlan.Key key(YamlFields entry) {
        var event = entry.optionalText("event");
        var type = entry.optional("type", PlanReader::type, EventType.UNKNOWN);
        var name = entry.optionalText("name");
        if (event.isPresent() == type.isPresent()) {
            entry.problemOfAll("needs event, the name of a track event, or type");
        }
        if (name.isPresent()
                && !type.equals(Optional.of(EventType.PAGE))
                && !type.equals(Optional.of(EventType.SCREEN))) {
            entry.problemOf("name", "is for type page and screen");
        }
        return event.map(text -> new TrackingPlan.Key(EventType.TRACK, text))
                .orElseGet(() -> new TrackingPlan.Key(type.orElse(EventType.UNKNOWN), name.orElse(null)));
    }

    private static EventType type(String text) {
        return switch (text) {
            case "identify" -> EventType.IDENTIFY;
            case "page" -> EventType.PAGE;
            case "screen" -> EventType.SCREEN;
            case "group" -> EventType.GROUP;
            default -> throw new IllegalArgumentException("must be identify, page, screen or group");
        };
    }

    private PlannedEvent event(
            YamlFields entry, TrackingPlan.Key key, PlanAction violation, Optional<Object> definitions) {
        entry.optionalText("description");
        var action = entry.parsed("on-violation", violation, PlanAction::parse, violation);
        var schemas = new HashMap<String, PlanSchema>();
        for (var part : PlannedEvent.PARTS) {
            entry.tree(part)
                    .flatMap(tree -> schema(tree, entry.pathOf(part), definitions))
                    .ifPresent(schema -> schemas.put(part, schema));
        }
        entry.finish();
        return new PlannedEvent(label(key), action, Map.copyOf(schemas));
    }

    private static String label(TrackingPlan.Key key) {
        var type = key.type().name().toLowerCase(Locale.ROOT);
        @Nullable String name = key.name();
        return key.type() == EventType.TRACK ? String.valueOf(name) : name == null ? type : type + " " + name;
    }

    private Optional<PlanSchema> schema(YamlTree tree, String path, Optional<Object> definitions) {
        if (!(JsonItemReader.JSON.valueToTree(tree.value()) instanceof ObjectNode json)) {
            problem(tree, "", path + ": must be a JSON Schema, a mapping");
            return Optional.empty();
        }
        if (!json.has(DEFINITIONS)) {
            definitions.ifPresent(shared -> json.set(DEFINITIONS, JsonItemReader.JSON.valueToTree(shared)));
        }
        var before = problems.size();
        SchemaRules.check(json, (pointer, rule) -> problem(tree, pointer, path + pointer + ": " + rule));
        return problems.size() > before
                ? Optional.empty()
                : PlanSchema.compile(json, (pointer, rule) -> problem(tree, pointer, path + pointer + ": " + rule));
    }

    private void problem(YamlTree tree, String pointer, String message) {
        var place = tree.placeOf(pointer);
        problems.add(new YamlProblem(place.line(), place.column(), message));
    }
}
