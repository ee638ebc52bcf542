package dev.rapport.enrichment.condition.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.condition.Condition;
import dev.rapport.enrichment.condition.Context;
import dev.rapport.enrichment.condition.InvalidConditionException;
import dev.rapport.enrichment.condition.Verdict;
import dev.rapport.enrichment.state.Property;
import dev.rapport.enrichment.state.PropertyKind;
import dev.rapport.enrichment.state.ReadEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Conditions made of random pieces, on random properties: a verdict every time, and the same one again. */
class ConditionPropertyTest {
    private static final int ROUNDS = 3_000;
    private static final List<String> NAMES = List.of("a", "b", "c", "many", "deep");
    private static final List<String> VALUES = List.of(
            "1",
            "-3.5",
            "1e308",
            "9223372036854775807",
            "99999999999999999999999",
            "true",
            "null",
            "\"\"",
            "\"x\"",
            "[]",
            "[1,2,3]",
            "[null,\"x\",{\"a\":1}]",
            "{}",
            "{\"a\":{\"b\":[1]}}",
            "\"2026-01-01T00:00:00Z\"",
            "\"\\ud800\"");
    private static final List<String> TERMS = List.of(
            "event.properties.%s",
            "event.properties.%s.a",
            "event.properties.%s[0]",
            "event.properties['%s']",
            "customer.traits.%s",
            "size(event.properties.%s)",
            "int(event.properties.%s)",
            "double(event.properties.%s)",
            "string(event.properties.%s)",
            "timestamp(event.properties.%s)",
            "event.properties.%s + event.properties.a",
            "-event.properties.%s",
            "event.properties.%s.map(x, x)",
            "event.properties.%s.filter(x, x == 1)");
    private static final List<String> OTHERS = List.of(
            "1",
            "'x'",
            "true",
            "[1, 'x']",
            "{'a': 1}",
            "null",
            "1.5",
            "timestamp('2026-01-01T00:00:00Z')",
            "duration('1h')",
            "event.occurredAt",
            "event.products",
            "customer.eventCount");
    private static final List<String> OPERATORS = List.of("==", "!=", "<", ">=", "in");

    private enum Kind {
        COMPILED,
        REFUSED,
        MATCH,
        NO_MATCH,
        ABSENT,
        FAILED
    }

    @Test
    void neverThrowsAndAlwaysSaysTheSame() {
        // Given
        var random = new Random(14);
        var seen = new EnumMap<Kind, Integer>(Kind.class);
        // When
        for (var round = 0; round < ROUNDS; round++) {
            var text = expression(random, 2);
            var condition = compile(text);
            seen.merge(condition.isPresent() ? Kind.COMPILED : Kind.REFUSED, 1, Integer::sum);
            if (condition.isPresent()) {
                var context = SampleContext.context(event(random));
                var verdict = condition.get().matches(context);
                assertThat(condition.get().matches(context)).as(text).isEqualTo(verdict);
                seen.merge(kind(verdict), 1, Integer::sum);
            }
        }
        // Then
        assertThat(seen.keySet()).as("%s", seen).containsExactlyInAnyOrder(Kind.values());
    }

    private static Kind kind(Verdict verdict) {
        if (verdict instanceof Verdict.NoMatch no) {
            return no.absent().isEmpty() ? Kind.NO_MATCH : Kind.ABSENT;
        }
        return verdict.isMatch() ? Kind.MATCH : Kind.FAILED;
    }

    private static Optional<Condition> compile(String text) {
        try {
            return Optional.of(CelConditions.OF_CAMPAIGNS.compile(text));
        } catch (InvalidConditionException e) {
            assertThat(Objects.requireNonNull(e.getMessage()))
                    .as(text)
                    .isNotBlank()
                    .doesNotContain("\n");
            return Optional.empty();
        }
    }

    private static String expression(Random random, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            var term = one(TERMS, random).formatted(one(NAMES, random));
            return switch (random.nextInt(4)) {
                case 0 -> "has(event.properties." + one(NAMES, random) + ")";
                case 1 ->
                    term + " " + one(OPERATORS, random) + " "
                            + one(TERMS, random).formatted(one(NAMES, random));
                default -> term + " " + one(OPERATORS, random) + " " + one(OTHERS, random);
            };
        }
        var left = expression(random, depth - 1);
        var right = expression(random, depth - 1);
        return switch (random.nextInt(5)) {
            case 0 -> "!(" + left + ")";
            case 1 -> "(" + left + ") && (" + right + ")";
            case 2 -> "(" + left + ") || (" + right + ")";
            case 3 -> "(" + left + ") ? (" + right + ") : (" + left + ")";
            default -> "event.properties." + one(NAMES, random) + ".exists(x, " + left + ")";
        };
    }

    private static ReadEvent event(Random random) {
        var properties = new ArrayList<Property>();
        for (var name : NAMES) {
            if (random.nextInt(4) > 0) {
                var json = one(VALUES, random);
                properties.add(
                        switch (json.charAt(0)) {
                            case '"' -> new Property(name, PropertyKind.TEXT, json.substring(1, json.length() - 1));
                            case '[', '{' -> new Property(name, PropertyKind.NESTED, json);
                            default -> new Property(name, PropertyKind.LITERAL, json);
                        });
            }
        }
        Context sample = SampleContext.ana();
        return ReadEvent.newBuilder(Objects.requireNonNull(sample.event()))
                .setProperties(properties)
                .build();
    }

    private static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
