package dev.rapport.factory.corpus;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Puts a reply together from phrases, section by section: a reply never speaks of a field that its prompt leaves out. Not
 * thread-safe.
 */
final class ReplyComposer {
    private final PhraseGrammar grammar;
    private final Language language;
    private final Map<String, String> values;
    private final Slots slots;
    private final StringBuilder reply = new StringBuilder();

    /** @param values by field name; those that are there are known */
    ReplyComposer(Phrasebook phrases, Language language, Map<String, String> values, Slots slots) {
        this.grammar = PhraseGrammar.any(phrases, values.keySet(), slots);
        this.language = language;
        this.values = values;
        this.slots = slots;
    }

    /**
     * Adds a phrase of a section.
     *
     * @param must fields that the phrase must name when they are known
     * @throws IllegalStateException when no phrase of the section fits what is known
     */
    ReplyComposer say(String section, String... must) {
        var phrase = grammar.of(section, must);
        if (language == Language.CHINESE) {
            reply.append(phrase);
        } else if (reply.isEmpty()) {
            reply.append(withFirst(phrase, Character::toUpperCase));
        } else {
            var continues = reply.charAt(reply.length() - 1) == ',';
            reply.append(' ').append(withFirst(phrase, continues ? Character::toLowerCase : Character::toUpperCase));
        }
        return this;
    }

    /** {@link #say} with this probability, else nothing. */
    ReplyComposer sometimes(double probability, String section, String... must) {
        return slots.chance(probability) ? say(section, must) : this;
    }

    /** {@link #say} if this field is known, else nothing. */
    ReplyComposer sayIfKnown(String field, String section, String... must) {
        return values.containsKey(field) ? say(section, must) : this;
    }

    /**
     * The finished example.
     *
     * @param optional fields that another good reply to this prompt may leave out
     */
    GeneratedExample example(PromptText prompt, Set<String> optional) {
        return Sentence.example(prompt, reply.toString(), values, optional, language, slots);
    }

    private static String withFirst(String phrase, UnaryOperator<Character> change) {
        return change.apply(phrase.charAt(0)) + phrase.substring(1);
    }
}
