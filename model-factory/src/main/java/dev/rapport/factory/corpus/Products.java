package dev.rapport.factory.corpus;

import dev.rapport.tuning.pair.Split;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Products and brands of one {@link Split}, and pairs that are easily mistaken for each other. Not thread-safe. */
final class Products {
    private static final int FIRST_CJK = 0x2E80;
    private static final int KEPT_LETTERS = 3;
    private static final double REAL_IN_TRAINING = 0.2;

    private final RandomGenerator random;
    private final OpenWords words;
    private final List<String> titles;
    private final double real;
    private final LatinTitles latin;
    private final HanTitles han;

    /** @param titles real ones, of this split; may be none */
    Products(Split split, List<String> titles, OpenWords words, RandomGenerator random) {
        this.random = random;
        this.words = words;
        this.titles = titles;
        real = split == Split.TRAINING ? REAL_IN_TRAINING : 1;
        latin = new LatinTitles(split, words, random);
        han = new HanTitles(split, words, latin, random);
    }

    String any(Language language) {
        if (!titles.isEmpty() && language == Language.ENGLISH && chance(real)) {
            return titles.get(random.nextInt(titles.size()));
        }
        var isSoup = words.trainsOn(0.15);
        var isHan = chance(language == Language.CHINESE ? 0.7 : 0.02);
        return words.fitting(() -> isSoup ? words.soup(language, 4) : isHan ? han.any() : latin.any());
    }

    String brand(Language language) {
        var isSoup = words.trainsOn(0.1);
        var isHan = chance(language == Language.CHINESE ? 0.5 : 0.02);
        return words.fitting(() -> isSoup ? words.soup(language, 1) : isHan ? han.brand() : latin.brand());
    }

    /** Another product with words, a beginning or an end of this one. */
    String like(String product, Language language) {
        var isHan = product.charAt(product.length() - 1) >= FIRST_CJK;
        for (var attempt = 0; attempt < 60; attempt++) {
            var like = isHan ? likeHan(product) : likeLatin(product);
            if (!like.equals(product) && like.equals(like.strip()) && words.fits(like)) {
                return like;
            }
        }
        return any(language);
    }

    private String likeLatin(String product) {
        var parts = product.split(" ");
        var at = random.nextInt(parts.length);
        switch (random.nextInt(5)) {
            case 0 -> parts[parts.length - 1] = latin.noun();
            case 1 -> parts[0] = latin.describer();
            case 2 ->
                parts[at] = parts[at].substring(0, Math.min(KEPT_LETTERS, parts[at].length()))
                        + words.latin(1, 2).toLowerCase(Locale.ROOT);
            case 3 -> parts[at] = words.latin(1, 3);
            default -> {
                return product + " " + latin.ending();
            }
        }
        return String.join(" ", parts);
    }

    private String likeHan(String product) {
        var cut = random.nextInt(product.length());
        return switch (random.nextInt(4)) {
            case 0 -> product + han.ending();
            case 1 -> words.han(1, 2) + product.substring(Math.min(cut, 2));
            default -> product.substring(0, Math.max(1, cut)) + words.han(1, 3);
        };
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }
}
