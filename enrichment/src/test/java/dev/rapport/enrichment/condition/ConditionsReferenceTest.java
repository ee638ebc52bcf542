package dev.rapport.enrichment.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConditionsReferenceTest {
    private static final Path PAGE = Path.of("../docs/conditions.md");
    private static final String BEGIN = "<!-- fields: written by ConditionsReferenceTest -->\n";
    private static final String END = "<!-- /fields -->";

    @Test
    void referenceListsWhatConditionsCanName() throws IOException {
        // Given
        var page = Files.readString(PAGE);
        var rendered = page.substring(0, page.indexOf(BEGIN)) + BEGIN + render() + page.substring(page.indexOf(END));
        if (System.getProperty("update") != null) {
            Files.writeString(PAGE, rendered);
        }
        // Then
        assertThat(Files.readString(PAGE))
                .as(
                        "docs/conditions.md is stale: run ./mvnw -pl enrichment -am test -Dupdate and review the difference")
                .isEqualTo(rendered);
    }

    private static String render() {
        var out = new StringBuilder();
        var named = new LinkedHashSet<Shape<?>>();
        Deque<Shape<?>> inner = new ArrayDeque<>();
        table(out, "", Roots.OF_CAMPAIGNS, inner);
        for (var root : Roots.OF_CAMPAIGNS) {
            shapeOf(root.type()).ifPresent(named::add);
        }
        for (var shape : List.copyOf(named)) {
            section(out, shape.name() + ".", shape, inner);
        }
        while (!inner.isEmpty()) {
            var shape = inner.remove();
            if (named.add(shape)) {
                section(out, "", shape, inner);
            }
        }
        return out.toString();
    }

    private static void section(StringBuilder out, String prefix, Shape<?> shape, Deque<Shape<?>> inner) {
        out.append("\n**").append(shape.name()).append("**\n\n");
        table(out, prefix, shape.fields(), inner);
    }

    private static void table(
            StringBuilder out, String prefix, List<? extends Field<?>> fields, Deque<Shape<?>> inner) {
        out.append("| name | type | what |\n|---|---|---|\n");
        for (var field : fields) {
            out.append("| `%s%s` | %s | %s |%n".formatted(prefix, field.name(), cell(field.type()), field.doc()));
            shapeOf(field.type()).ifPresent(inner::add);
        }
    }

    private static String cell(Type type) {
        return type.cel().replace("<", "&lt;").replace(">", "&gt;");
    }

    private static Optional<Shape<?>> shapeOf(Type type) {
        if (type instanceof Type.ListOf list) {
            return shapeOf(list.items());
        }
        return type instanceof Type.Fields fields ? Optional.of(fields.shape()) : Optional.empty();
    }
}
