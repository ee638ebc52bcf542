package dev.rapport.schemas.guard;

import dev.rapport.schemas.Tick;
import dev.rapport.schemas.topic.Cleanup;
import dev.rapport.schemas.topic.ErasureRoute;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** The reference of topics and records, in Markdown, written from the catalogue and the schemas. */
final class TopicsReference {
    private final StringBuilder out = new StringBuilder();
    private final Set<Schema> shared = new LinkedHashSet<>();

    private TopicsReference() {}

    static String render() {
        return new TopicsReference().page();
    }

    private String page() {
        line("# Topics and records");
        line("");
        line("Generated from the topic catalogue and the schemas; `./mvnw -pl schemas test -Dupdate` writes it again.");
        line("Keys are UTF-8 strings. Values are Avro in Confluent's wire format, subject `<topic>-value`.");
        line(
                "Record timestamps are append time; event time is in the value. What a Streams application cannot process");
        line("goes to `<application.id>.dlq.v1`: raw key and value, error headers.");
        line("");
        line("*Erasure* says how what a topic holds of a customer becomes unreadable once that customer is erased");
        line(
                "([ADR 66](../adr/0066-retention-and-erasure-are-declared.md)); *personal* in the tables below marks the fields that this is about.");
        line("");
        line("| topic | record | key | written by | kept | erasure |");
        line("|---|---|---|---|---|---|");
        Topics.all().forEach(this::row);
        line("| `<application.id>.dlq.v1` | bytes as they were | as it was | every service | "
                + Topics.DEAD_LETTER_RETENTION.toDays() + " days | " + ErasureRoute.KEY.text() + " |");
        line("");
        line(
                "What is kept is long enough for what reads it: prompts and replies as long as each other, so that any reply can be");
        line("verified; events, decisions and conversions for 90 days of backtests and outcomes to learn from.");
        Topics.all().forEach(this::section);
        line("");
        line("## Types used in records");
        shared.add(Tick.getClassSchema());
        shared.forEach(this::sharedType);
        return out.toString();
    }

    private void row(Topic<?> topic) {
        line("| [`" + topic.name() + "`](#" + anchor(topic) + ") | "
                + topic.valueType().getSimpleName() + " | " + escaped(topic.key()) + " | " + topic.owner() + " | "
                + kept(topic) + " | " + topic.erasure().text() + " |");
    }

    private void section(Topic<?> topic) {
        var schema = SpecificData.get().getSchema(topic.valueType());
        line("");
        line("## " + topic.name());
        line("");
        line(topic.doc() + " " + topic.partitions() + (topic.partitions() == 1 ? " partition." : " partitions.")
                + (topic.ticks() ? " [Ticks](#tick) stand between its records." : ""));
        line("");
        line("`" + schema.getName() + "`: " + schema.getDoc());
        line("");
        fields(schema);
    }

    private void sharedType(Schema type) {
        line("");
        line("### " + type.getName());
        line("");
        line(type.getDoc());
        line("");
        if (type.getType() == Schema.Type.ENUM) {
            line(type.getEnumSymbols().stream()
                    .map(symbol -> "`" + symbol + "`")
                    .collect(Collectors.joining(", ")));
        } else {
            fields(type);
        }
    }

    private void fields(Schema schema) {
        line("| field | type | personal | meaning |");
        line("|---|---|---|---|");
        schema.getFields()
                .forEach(field -> line("| `" + field.name() + "` | " + typeOf(field.schema()) + " | "
                        + (PersonalFields.isPersonal(field) ? "yes" : "") + " | " + escaped(field.doc()) + " |"));
        schema.getFields().forEach(field -> NamedTypes.collect(field.schema(), shared));
    }

    private static String typeOf(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM ->
                "[" + schema.getName() + "](#" + schema.getName().toLowerCase(Locale.ROOT) + ")";
            case ARRAY -> "list of " + typeOf(schema.getElementType());
            case MAP -> "map of " + typeOf(schema.getValueType());
            case UNION ->
                schema.getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .map(TopicsReference::typeOf)
                        .collect(Collectors.joining(" or ", "", ", nullable"));
            default ->
                schema.getLogicalType() == null
                        ? schema.getType().getName()
                        : schema.getLogicalType().getName();
        };
    }

    private static String kept(Topic<?> topic) {
        return topic.cleanup() == Cleanup.COMPACT
                ? "last of every key"
                        + (topic.retention().isZero()
                                ? ""
                                : ", replaced ones " + topic.retention().toDays() + " days")
                : topic.retention().toDays() + " days";
    }

    private static String anchor(Topic<?> topic) {
        return topic.name().replace(".", "");
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
