package dev.rapport.tuning.corpus;

import dev.rapport.schemas.id.DerivedId;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Made-up values in the place of personal ones, from the slots that the bundled model learnt to copy. The same seed and the
 * same value give the same stand-in, whatever else is replaced.
 */
public final class StandIns {
    private static final int HEX_DIGITS = 16;
    private static final int HEX = 16;
    private static final int TEN = 10;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}&&[^\\p{IsHan}]]{2,}");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}+");
    private static final Pattern RUN = Pattern.compile("\\p{IsHan}+|[\\p{L}\\p{M}&&[^\\p{IsHan}]]+|\\d+");

    private final String seed;
    private final Predicate<String> taken;

    /**
     * @param seed  such as the id of a prompt
     * @param taken what must not be a stand-in, as it would be taken for something else
     */
    public StandIns(String seed, Predicate<String> taken) {
        this.seed = seed;
        this.taken = taken;
    }

    /** Another name for one word of a name, or for a whole name in Han characters. */
    public String name(String word) {
        var random = random(word);
        var names = new Names(Split.TRAINING, new OpenWords(Split.TRAINING, random), random);
        return HAN.matcher(word).matches()
                ? draw(word, () -> names.any(Language.CHINESE), HAN)
                : draw(word, () -> names.any(Language.ENGLISH), WORD);
    }

    /** Another order number. */
    public String order(String order) {
        var codes = new Codes(Split.TRAINING, random(order));
        return draw(order, codes::order);
    }

    /** Another address for mail, of a domain that belongs to nobody (RFC 2606). */
    public String mail(String address) {
        var random = random(address);
        var local = address.substring(0, address.indexOf('@'));
        return draw(address, () -> like(local, random) + "@example.com");
    }

    /** Something of the same shape: as many digits, letters and Han characters in the same places. */
    public String like(String value) {
        var random = random(value);
        return draw(value, () -> like(value, random));
    }

    private String draw(String value, Supplier<String> values, Pattern form) {
        return draw(value, () -> {
            var drawn = values.get();
            while (!form.matcher(drawn).matches()) {
                drawn = values.get();
            }
            return drawn;
        });
    }

    /** Of one or two characters there may be no other: then something longer is as good. */
    private String draw(String value, Supplier<String> values) {
        for (var attempt = 0; attempt < 1_000; attempt++) {
            var drawn = values.get();
            if (!drawn.equalsIgnoreCase(value) && !taken.test(drawn)) {
                return drawn;
            }
        }
        return draw(value, () -> values.get() + values.get());
    }

    private RandomGenerator random(String value) {
        var hash = DerivedId.sha256Hex(seed + "\n" + value.toLowerCase(Locale.ROOT));
        return new SplittableRandom(Long.parseUnsignedLong(hash.substring(0, HEX_DIGITS), HEX));
    }

    private static String like(String value, RandomGenerator random) {
        return RUN.matcher(value).replaceAll(run -> run(run, random));
    }

    private static String run(MatchResult found, RandomGenerator random) {
        var run = found.group();
        if (Character.isDigit(run.charAt(0))) {
            return digits(run, random);
        }
        if (HAN.matcher(run).matches()) {
            return Syllables.han(random, run.codePointCount(0, run.length()));
        }
        var word = new StringBuilder();
        while (word.length() < run.length()) {
            word.append(Syllables.word(random, 1).replaceAll("[^a-z]", ""));
        }
        word.setLength(run.length());
        if (run.equals(run.toUpperCase(Locale.ROOT))) {
            return word.toString().toUpperCase(Locale.ROOT);
        }
        return Character.isUpperCase(run.charAt(0)) ? Syllables.capitalised(word.toString()) : word.toString();
    }

    /** A zero in front where there was one, and only there. */
    private static String digits(String run, RandomGenerator random) {
        var digits = new StringBuilder(run.charAt(0) == '0' ? "0" : String.valueOf(random.nextInt(1, TEN)));
        while (digits.length() < run.length()) {
            digits.append(random.nextInt(TEN));
        }
        return digits.toString();
    }
}
