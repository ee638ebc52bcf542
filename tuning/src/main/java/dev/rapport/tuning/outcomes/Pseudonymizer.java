package dev.rapport.tuning.outcomes;

import dev.rapport.inference.reply.guardrail.LooksPersonal;
import dev.rapport.schemas.Prompt;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts pseudonyms in the place of personal values, the same in prompt and reply, so that there is still something to copy.
 * Personal is what {@link PersonalValues} knows, what lines of the prompt call a name, an order or an address, and what
 * looks like an address, a number or a code. Names of products are not examined.
 */
final class Pseudonymizer {
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}+");
    private static final Pattern LATIN = Pattern.compile("[\\p{L}\\p{M}]+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s,.'’·・-]+");
    private static final Pattern TITLE = Pattern.compile("(?i)mr|ms|mrs|mx|dr|prof");
    private static final Pattern PARTICLE = Pattern.compile("de|da|di|du|la|le|van|von|der|den|del|dos|bin|al|el");
    /** Shorter values occur everywhere and do not identify a person. */
    private static final int MIN_NAME = 2;

    private static final int MIN_ORDER = 3;
    private static final int MIN_OTHER = 4;

    /**
     * Texts without personal values.
     *
     * @param prompt ends where the reply begins
     * @param reply  begins with a space where the prompt does not end with white space
     */
    record Texts(String prompt, String reply) {}

    private Pseudonymizer() {}

    /** @return empty when something that looks personal would be left, or the reply would copy what is not in the prompt */
    static Optional<Texts> of(Prompt prompt, String reply, PersonalValues known) {
        var text = prompt.getText();
        var values = known.andLinesOf(text)
                .andOthers(LooksPersonal.in(bare(text, prompt)))
                .andOthers(LooksPersonal.in(bare(reply, prompt)).stream()
                        .filter(value -> Replacement.holds(text, value))
                        .collect(Collectors.toSet()));
        var replacement = replacement(prompt.getPromptId(), text, reply, values);
        var written = replacement.in(text);
        var answered = replacement.in(reply);
        var lower = written.toLowerCase(Locale.ROOT);
        var copies = replacement.usedIn(reply).stream().allMatch(lower::contains);
        var pseudonyms = replacement.usedIn(text);
        var clean = Stream.of(written, answered)
                .noneMatch(done -> replacement.isLeftIn(done)
                        || !LooksPersonal.in(bare(without(done, pseudonyms), prompt))
                                .isEmpty());
        if (!copies || !clean) {
            return Optional.empty();
        }
        var opened = written.isEmpty() || Character.isWhitespace(written.charAt(written.length() - 1));
        return Optional.of(new Texts(written, opened ? answered : " " + answered));
    }

    private static Replacement replacement(String promptId, String prompt, String reply, PersonalValues values) {
        var texts = prompt + "\n" + reply;
        var lower = texts.toLowerCase(Locale.ROOT);
        var chosen = new TreeMap<String, String>();
        var pseudonyms = new Pseudonyms(
                promptId,
                drawn -> lower.contains(drawn.toLowerCase(Locale.ROOT))
                        || chosen.values().stream().anyMatch(drawn::equalsIgnoreCase));
        present(texts, values.orders().stream().filter(order -> order.length() >= MIN_ORDER))
                .forEach(order -> chosen.put(order, pseudonyms.order(order)));
        present(texts, names(values.names()))
                .filter(name -> !chosen.containsKey(name))
                .forEach(name -> chosen.put(name, isWord(name) ? pseudonyms.name(name) : pseudonyms.like(name)));
        present(texts, values.others().stream().filter(Pseudonymizer::isIdentifying))
                .filter(other -> !chosen.containsKey(other))
                .forEach(other ->
                        chosen.put(other, other.indexOf('@') > 0 ? pseudonyms.mail(other) : pseudonyms.like(other)));
        return new Replacement(chosen);
    }

    /** Those that are there, in full-width letters too; in an order that does not depend on where they were found. */
    private static Stream<String> present(String texts, Stream<String> values) {
        var plain = Normalizer.normalize(texts, Normalizer.Form.NFKC);
        return values.filter(value -> Replacement.holds(texts, value) || Replacement.holds(plain, value))
                .sorted();
    }

    /** Word by word, as a reply may say the first name of a whole one; names in Han characters are not taken apart. */
    private static Stream<String> names(Collection<String> names) {
        return names.stream()
                .flatMap(name -> BETWEEN_WORDS.splitAsStream(name))
                .filter(word -> word.length() >= MIN_NAME || HAN.matcher(word).matches())
                .filter(word -> !TITLE.matcher(word).matches()
                        && !PARTICLE.matcher(word).matches())
                .distinct();
    }

    private static boolean isWord(String value) {
        return LATIN.matcher(value).matches();
    }

    private static boolean isIdentifying(String value) {
        return value.length() >= MIN_OTHER
                || (value.length() > 1 && HAN.matcher(value).matches());
    }

    /** Without the product's name and brand, which may look like a code. */
    private static String bare(String text, Prompt prompt) {
        var product = prompt.getProduct();
        return product == null
                ? text
                : without(
                        text,
                        Stream.of(product.getName(), product.getBrand())
                                .flatMap(Stream::ofNullable)
                                .toList());
    }

    /** A line break in the place of every one, in any case. */
    private static String without(String text, Collection<String> values) {
        var rest = text;
        var longestFirst = values.stream()
                .filter(value -> !value.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        for (var value : longestFirst) {
            rest = Pattern.compile(Pattern.quote(value), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                    .matcher(rest)
                    .replaceAll("\n");
        }
        return rest;
    }
}
