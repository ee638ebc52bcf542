package dev.rapport.inference.reply.guardrail;

import dev.rapport.schemas.Prompt;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a prompt gives a text to work with; made once a prompt. What its product, its fallback text and the texts to mention
 * say is given, too: the campaign has vouched for them.
 */
final class Given {
    /** Characters at the end of a prompt that are looked at: every guardrail's time grows with them. */
    static final int MOST_CHARACTERS = 1 << 16;

    /** Of all that is given together, in its plain form, which may be longer. */
    private static final int MOST_KNOWN = 2 * MOST_CHARACTERS;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final int ISO_LETTERS = 3;

    private final String language;
    private final String prompt;
    private final List<String> mustMention;
    private final List<String> names;
    private final String known;
    private final String knownInLowerCase;
    private final String knownWithoutAmounts;
    private final Set<String> words = new HashSet<>();
    private final Amounts amounts;

    private Given(String language, String prompt, List<String> mustMention, List<String> names, String known) {
        this.language = language;
        this.prompt = prompt;
        this.mustMention = mustMention;
        this.names = names;
        this.known = known;
        this.knownInLowerCase = known.toLowerCase(Locale.ROOT);
        this.knownWithoutAmounts = Amounts.without(known);
        this.amounts = Amounts.given(known);
        WORD.matcher(knownInLowerCase).results().forEach(word -> words.add(word.group()));
    }

    static Given of(Prompt prompt) {
        var mustMention = List.copyOf(prompt.getMustMention());
        var names = new ArrayList<>(mustMention);
        var text = end(prompt.getText());
        var known = new ArrayList<>(List.of(text, end(prompt.getFallbackText())));
        known.addAll(mustMention);
        var product = prompt.getProduct();
        if (product != null) {
            Stream.of(product.getName(), product.getBrand())
                    .filter(Given::isName)
                    .forEach(names::add);
            Stream.of(product.getName(), product.getBrand(), product.getCategory())
                    .filter(Given::isName)
                    .forEach(known::add);
        }
        var plainNames = names.stream()
                .map(Given::plain)
                .filter(name -> !name.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        return new Given(
                prompt.getLanguage(), text, mustMention, plainNames, end(plain(String.join("\n", known)), MOST_KNOWN));
    }

    String language() {
        return language;
    }

    /** As the model read it: the end of it, where it is very long. */
    String prompt() {
        return prompt;
    }

    List<String> mustMention() {
        return mustMention;
    }

    /** Everything that is given, {@link #plain}. */
    String known() {
        return known;
    }

    /** {@link #known()} in lower case. */
    String knownInLowerCase() {
        return knownInLowerCase;
    }

    /**
     * Whether it is in what is given, as it is or as a text is read whose amounts are taken out: {@code CNY9GW2U} is a code
     * and looks like money.
     */
    boolean has(Predicate<String> it) {
        return it.test(known) || it.test(knownWithoutAmounts);
    }

    /** @param word in lower case */
    boolean hasWord(String word) {
        return words.contains(word);
    }

    Amounts amounts() {
        return amounts;
    }

    /** @param plain a text in its {@link #plain} form */
    String withoutNames(String plain) {
        var text = plain;
        for (var name : names) {
            text = WholeText.without(text, name);
        }
        return text;
    }

    /** Compatibility forms undone (NFKC): full-width digits, signs and letters become the plain ones. */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    private static String end(String text) {
        return end(text, MOST_CHARACTERS);
    }

    private static String end(String text, int most) {
        return text.substring(Math.max(0, text.length() - most));
    }

    /** One or two letters would blank out half of any text. */
    private static boolean isName(@Nullable String text) {
        return text != null && (text.strip().length() >= ISO_LETTERS || Scripts.isHan(text.strip()));
    }
}
