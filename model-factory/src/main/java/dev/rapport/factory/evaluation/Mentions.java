package dev.rapport.factory.evaluation;

import dev.rapport.inference.reply.guardrail.WholeText;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The values of a prompt that a text mentions whole and unchanged, and what is left of the text without them. Longer
 * values go first: {@code Mug Pro} is not a mention of {@code Mug}.
 *
 * @param found values that stand there
 * @param rest  the text, a line break in the place of every mention
 */
record Mentions(Set<String> found, String rest) {
    static Mentions of(Collection<String> values, String text) {
        List<String> longestFirst = values.stream()
                .filter(value -> !value.isBlank())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        var found = new HashSet<String>();
        var rest = text;
        for (var value : longestFirst) {
            if (WholeText.isIn(rest, value)) {
                found.add(value);
                rest = WholeText.without(rest, value);
            }
        }
        return new Mentions(found, rest);
    }
}
