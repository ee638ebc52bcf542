package dev.rapport.factory.corpus;

import dev.rapport.tuning.pair.Split;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Words that no list holds, of one {@link Split}; and the check that every value must pass. Not thread-safe. */
final class OpenWords {
    private static final int MAX_LATIN = 60;
    private static final int MAX_HAN = 26;
    private static final int FIRST_CJK = 0x2E80;
    private static final String DIGITS = "0123456789";

    private final Split split;
    private final RandomGenerator random;
    private final WordList fragments = WordList.named("nouns.txt");

    OpenWords(Split split, RandomGenerator random) {
        this.split = split;
        this.random = random;
    }

    /** Draws until a value {@link #fits}. */
    String fitting(Supplier<String> values) {
        while (true) {
            var value = values.get();
            if (fits(value)) {
                return value;
            }
        }
    }

    /** Whether a value belongs to this half, holds nothing of the other one, and is not too long to repeat. */
    boolean fits(String value) {
        var isHan = value.chars().anyMatch(c -> c >= FIRST_CJK);
        return value.length() <= (isHan ? MAX_HAN : MAX_LATIN)
                && (isHan || value.chars().filter(Character::isLetter).count() > 1)
                && split.holds(value)
                && (split == Split.EVALUATION || !HeldOut.isIn(value));
    }

    /** A capitalised Latin word of three letters or more. */
    String latin(int leastSyllables, int mostSyllables) {
        while (true) {
            var word = Syllables.word(random, random.nextInt(leastSyllables, mostSyllables + 1));
            if (word.length() > 2 && split.holds(word)) {
                return Syllables.capitalised(word);
            }
        }
    }

    /** So many Han characters; a single one belongs to both halves. */
    String han(int least, int most) {
        while (true) {
            var word = Syllables.han(random, random.nextInt(least, most + 1));
            if (word.length() == 1 || split.holds(word)) {
                return word;
            }
        }
    }

    /** True with this probability in training, never in evaluation. */
    boolean trainsOn(double share) {
        return split == Split.TRAINING && random.nextDouble() < share;
    }

    /**
     * What no language has: pieces of words, letters and digits run together, or any common Han characters. A model
     * that can copy this can copy anything.
     *
     * @param words most words, at least 1
     */
    String soup(Language language, int words) {
        if (language == Language.CHINESE && random.nextInt(10) < 7) {
            return Syllables.anyHan(random, random.nextInt(2, 4 + 2 * words));
        }
        var soup = new StringBuilder();
        for (var word = random.nextInt(words); word >= 0; word--) {
            soup.append(soup.isEmpty() ? "" : " ").append(run());
        }
        return soup.toString();
    }

    private String run() {
        var run = new StringBuilder();
        for (var pieces = random.nextInt(1, 4); pieces > 0; pieces--) {
            var source = fragments.any(random).replace(" ", "");
            var from = random.nextInt(source.length());
            var piece = source.substring(from, Math.min(source.length(), from + random.nextInt(1, 5)));
            run.append(
                    switch (random.nextInt(9)) {
                        case 0 -> String.valueOf(DIGITS.charAt(random.nextInt(DIGITS.length())));
                        case 1 -> piece.toUpperCase(Locale.ROOT);
                        case 2 -> Syllables.word(random, 1);
                        case 3 -> run.isEmpty() ? piece : "-" + piece;
                        default -> piece;
                    });
        }
        return run.toString();
    }
}
