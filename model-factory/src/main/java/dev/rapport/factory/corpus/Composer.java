package dev.rapport.factory.corpus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a reply together from the phrases of a {@link Phrasebook}, at random among those that the known values can fill: a
 * reply never speaks of a field that its prompt leaves out. Not thread-safe.
 */
final class Composer {
    private static final Pattern PLACE = Pattern.compile("\\{([\\w-]+)}");

    private final Phrasebook phrases;
    private final Language language;
    private final Map<String, String> values;
    private final Slots slots;
    private final StringBuilder reply = new StringBuilder();

    /** @param values by field name; those that are there are known */
    Composer(Phrasebook phrases, Language language, Map<String, String> values, Slots slots) {
        this.phrases = phrases;
        this.language = language;
        this.values = values;
        this.slots = slots;
    }

    /**
     * Adds a phrase of a section.
     *
     * @param must fields that the phrase has to name when they are known
     * @throws IllegalStateException when no phrase of the section fits what is known
     */
    Composer say(String section, String... must) {
        var phrase = filled(choose(section, must));
        if (language == Language.CHINESE) {
            reply.append(phrase);
        } else if (reply.isEmpty()) {
            reply.append(withFirst(phrase, Character::toUpperCase));
        } else {
            var goesOn = reply.charAt(reply.length() - 1) == ',';
            reply.append(' ').append(withFirst(phrase, goesOn ? Character::toLowerCase : Character::toUpperCase));
        }
        return this;
    }

    /** {@link #say} with this probability, else nothing. */
    Composer sometimes(double probability, String section, String... must) {
        return slots.chance(probability) ? say(section, must) : this;
    }

    /** {@link #say} when this field is known, else nothing. */
    Composer sayIfKnown(String field, String section, String... must) {
        return values.containsKey(field) ? say(section, must) : this;
    }

    /**
     * The finished example.
     *
     * @param optional fields that another good reply to this prompt may leave out
     */
    GeneratedExample example(PromptText prompt, Set<String> optional) {
        var text = reply.toString();
        var expected = new LinkedHashMap<>(values);
        expected.keySet().removeIf(field -> optional.contains(field) || !text.contains("{" + field + "}"));
        // A prompt read from a file often ends with a line break; the model must not mind.
        var end = slots.chance(0.05) ? "\n" : "";
        return new GeneratedExample(prompt + end, Sentence.fill(" " + text, values), language, expected);
    }

    private static String withFirst(String phrase, UnaryOperator<Character> change) {
        return change.apply(phrase.charAt(0)) + phrase.substring(1);
    }

    private String choose(String section, String... must) {
        var fitting = phrases.section(section).stream()
                .filter(phrase -> fits(phrase, must))
                .toList();
        if (fitting.isEmpty()) {
            throw new IllegalStateException(phrases + " has no phrase in [" + section + "] for " + values.keySet()
                    + " that names " + List.of(must));
        }
        return fitting.get(slots.between(0, fitting.size() - 1));
    }

    private boolean fits(String phrase, String... must) {
        for (var field : must) {
            if (values.containsKey(field) && !mentions(phrase, field)) {
                return false;
            }
        }
        return PLACE.matcher(phrase).results().allMatch(place -> isKnown(place.group(1)));
    }

    /** Whether a phrase names a field, whatever stands in its places. */
    private boolean mentions(String phrase, String field) {
        return PLACE.matcher(phrase)
                .results()
                .map(place -> place.group(1))
                .anyMatch(place -> place.equals(field)
                        || (!values.containsKey(place)
                                && phrases.section(place).stream().allMatch(part -> mentions(part, field))));
    }

    private boolean isKnown(String place) {
        return values.containsKey(place) || phrases.section(place).stream().anyMatch(this::fits);
    }

    /** With a phrase in every place that stands for a section. */
    private String filled(String phrase) {
        return PLACE.matcher(phrase).replaceAll(place -> Matcher.quoteReplacement(part(place)));
    }

    private String part(MatchResult place) {
        return values.containsKey(place.group(1)) ? place.group() : filled(choose(place.group(1)));
    }
}
