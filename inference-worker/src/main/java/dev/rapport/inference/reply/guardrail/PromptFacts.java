package dev.rapport.inference.reply.guardrail;

import dev.rapport.schemas.Prompt;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a prompt gives a text to work with; made once a prompt. What its product, its fallback text and the texts to mention
 * say is given, too: the campaign has vouched for them.
 */
public final class PromptFacts {
    /** Characters at the end of a prompt that are looked at: every guardrail's time grows with them. */
    static final int MAX_CHARACTERS = 1 << 16;

    /** Of all that is given together, in its plain form, which may be longer. */
    private static final int MAX_KNOWN = 2 * MAX_CHARACTERS;

    /** Unicode's default ignorable characters: soft hyphens, zero-width and bidirectional controls, fillers, selectors, tags. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cf}\\x{34f}\\x{115f}\\x{1160}\\x{17b4}\\x{17b5}\\x{180b}-\\x{180f}"
                    + "\\x{2065}\\x{3164}\\x{fe00}-\\x{fe0f}\\x{ffa0}\\x{fff0}-\\x{fff8}\\x{e0000}-\\x{e0fff}]");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    /** The lines of the bundled model's prompts whose values are copied. */
    private static final Pattern COPIED = Pattern.compile("(?m)^(?:name|product|brand|also): (.*\\S)\\s*$");

    private static final int MAX_COPIED = 20;
    private static final int ISO_LETTERS = 3;

    private final String language;
    private final String prompt;
    private final List<String> mustMention;
    private final List<String> names;
    private final List<String> copiedValues;
    private final String known;
    private final String knownInLowerCase;
    private final String knownWithoutAmounts;
    private final Set<String> words = new HashSet<>();
    private final Amounts amounts;

    private PromptFacts(String language, String prompt, List<String> mustMention, List<String> names, String known) {
        this.language = language;
        this.prompt = prompt;
        this.mustMention = mustMention;
        this.names = names;
        this.known = known;
        this.knownInLowerCase = known.toLowerCase(Locale.ROOT);
        this.knownWithoutAmounts = Amounts.without(known);
        this.amounts = Amounts.given(known);
        WORD.matcher(knownInLowerCase).results().forEach(word -> words.add(word.group()));
        this.copiedValues = Stream.concat(
                        names.stream(), COPIED.matcher(prompt).results().map(line -> plain(line.group(1))))
                .distinct()
                .limit(MAX_COPIED)
                .toList();
    }

    static PromptFacts of(Prompt prompt) {
        var product = prompt.getProduct();
        return of(
                prompt.getLanguage(),
                prompt.getText(),
                prompt.getFallbackText(),
                List.copyOf(prompt.getMustMention()),
                product == null ? List.of() : named(product.getName(), product.getBrand()),
                product == null ? List.of() : named(product.getCategory()));
    }

    /**
     * What a text has to work with that no campaign has prompted for.
     *
     * @param language    to write in, ISO 639-1
     * @param text        the prompt as the model reads it
     * @param mustMention texts that a candidate must contain verbatim
     */
    public static PromptFacts of(String language, String text, List<String> mustMention) {
        return of(language, text, "", List.copyOf(mustMention), List.of(), List.of());
    }

    /**
     * @param named  names of the product and its maker
     * @param others what else is known of it
     */
    private static PromptFacts of(
            String language,
            String prompt,
            String fallback,
            List<String> mustMention,
            List<String> named,
            List<String> others) {
        var names = Stream.concat(mustMention.stream(), named.stream());
        var text = end(prompt);
        var known = Stream.of(List.of(text, end(fallback)), mustMention, named, others)
                .flatMap(List::stream);
        var plainNames = names.map(PromptFacts::plain)
                .filter(name -> !name.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        return new PromptFacts(
                language,
                text,
                mustMention,
                plainNames,
                end(plain(known.collect(Collectors.joining("\n"))), MAX_KNOWN));
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

    /** Names and titles that a text repeats to the letter if at all, {@link #plain}. */
    List<String> copiedValues() {
        return copiedValues;
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

    /**
     * Compatibility forms undone (NFKC): full-width digits, signs and letters become the plain ones. What nobody sees is left
     * out: it would part words, prices and links that a reader sees whole.
     */
    static String plain(String text) {
        return Normalizer.normalize(INVISIBLE.matcher(text).replaceAll(""), Normalizer.Form.NFKC);
    }

    private static String end(String text) {
        return end(text, MAX_CHARACTERS);
    }

    private static String end(String text, int most) {
        return text.substring(Math.max(0, text.length() - most));
    }

    private static List<String> named(@Nullable String... texts) {
        return Arrays.stream(texts).filter(PromptFacts::isName).toList();
    }

    /** One or two letters would blank out half of any text. */
    private static boolean isName(@Nullable String text) {
        return text != null && (text.strip().length() >= ISO_LETTERS || Scripts.isHan(text.strip()));
    }
}
