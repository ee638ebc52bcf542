package dev.rapport.tuning.outcomes;

import dev.rapport.schemas.id.DerivedId;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Made-up values in the place of personal ones. The same seed and the same value give the same pseudonym, whatever else is
 * replaced.
 */
final class Pseudonyms {
    private static final int HEX_DIGITS = 16;
    private static final int HEX = 16;
    private static final int TEN = 10;
    private static final int MAX_ATTEMPTS = 1_000;
    private static final String[] ORDER_PREFIXES = {"#", "ORD-", "SO-", "WEB", "PO-", "INV-"};
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}+");
    private static final Pattern RUN = Pattern.compile("\\p{IsHan}+|[\\p{L}\\p{M}&&[^\\p{IsHan}]]+|\\d+");

    private final String seed;
    private final Predicate<String> taken;

    /**
     * @param seed  such as the id of a prompt
     * @param taken values that must not be a pseudonym, as they would be mistaken for something else
     */
    Pseudonyms(String seed, Predicate<String> taken) {
        this.seed = seed;
        this.taken = taken;
    }

    /** Another name for one word of a name, or for a whole name in Han characters. */
    String name(String word) {
        return HAN.matcher(word).matches()
                ? draw(word, random -> new MadeUpWords(random).hanName())
                : draw(word, random -> new MadeUpWords(random).name());
    }

    /** Another order number. */
    String order(String order) {
        return draw(
                order,
                random -> ORDER_PREFIXES[random.nextInt(ORDER_PREFIXES.length)] + random.nextInt(1_000, 10_000_000));
    }

    /** Another e-mail address, of a reserved domain (RFC 2606). */
    String mail(String address) {
        var local = address.substring(0, address.indexOf('@'));
        return draw(address, random -> sameShape(local, random) + "@example.com");
    }

    /** A value of the same shape: as many digits, letters and Han characters in the same places. */
    String like(String value) {
        return draw(value, random -> sameShape(value, random));
    }

    /** Of one or two characters there may be no other: then a longer one is drawn. */
    private String draw(String value, Function<RandomGenerator, String> values) {
        var random = random(value);
        for (var attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            var drawn = values.apply(random);
            if (!drawn.equalsIgnoreCase(value) && !taken.test(drawn)) {
                return drawn;
            }
        }
        return draw(value, again -> values.apply(again) + values.apply(again));
    }

    private RandomGenerator random(String value) {
        var hash = DerivedId.sha256Hex(seed + "\n" + value.toLowerCase(Locale.ROOT));
        return new SplittableRandom(Long.parseUnsignedLong(hash.substring(0, HEX_DIGITS), HEX));
    }

    private static String sameShape(String value, RandomGenerator random) {
        return RUN.matcher(value).replaceAll(run -> run(run, random));
    }

    private static String run(MatchResult found, RandomGenerator random) {
        var run = found.group();
        if (Character.isDigit(run.charAt(0))) {
            return digits(run, random);
        }
        var words = new MadeUpWords(random);
        if (HAN.matcher(run).matches()) {
            return words.han(run.codePointCount(0, run.length()));
        }
        var word = words.word(run.length());
        if (run.equals(run.toUpperCase(Locale.ROOT))) {
            return word.toUpperCase(Locale.ROOT);
        }
        return Character.isUpperCase(run.charAt(0)) ? MadeUpWords.capitalized(word) : word;
    }

    /** A leading zero where there was one, and only there. */
    private static String digits(String run, RandomGenerator random) {
        var digits = new StringBuilder(run.charAt(0) == '0' ? "0" : String.valueOf(random.nextInt(1, TEN)));
        while (digits.length() < run.length()) {
            digits.append(random.nextInt(TEN));
        }
        return digits.toString();
    }
}
