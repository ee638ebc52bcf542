package dev.rapport.factory.corpus;

import dev.rapport.tuning.pair.Split;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** How customers may be called, in many cultures. Not thread-safe. */
final class Names {
    private static final String[] LATIN_TITLES = "Mr,Mr.,Ms,Ms.,Mrs.,Dr.,Dr,Mx.".split(",");
    private static final String[] HAN_TITLES = "先生,女士,老师,同学,小姐,总".split(",");
    private static final String[] DOUBLE_SURNAMES = "欧阳,司马,上官,诸葛,慕容,司徒,夏侯,皇甫".split(",");
    private static final String[] ENDINGS = {"", "", "", "a", "n", "o", "i"};

    private final RandomGenerator random;
    private final OpenWords words;
    private final WordList given;
    private final WordList family;
    private final WordList surnames = WordList.named("zh-surnames.txt");

    Names(Split split, OpenWords words, RandomGenerator random) {
        this.random = random;
        this.words = words;
        given = WordList.named("given-names.txt").of(split);
        family = WordList.named("family-names.txt").of(split);
    }

    String any(Language language) {
        var han = chance(language == Language.CHINESE ? 0.65 : 0.05);
        var isSoup = words.trainsOn(0.1);
        return words.fitting(() -> isSoup ? words.soup(language, 2) : han ? han() : latin());
    }

    private String han() {
        var surname = chance(0.06) ? DOUBLE_SURNAMES[random.nextInt(DOUBLE_SURNAMES.length)] : surnames.any(random);
        return switch (random.nextInt(14)) {
            case 0, 1 -> surname + HAN_TITLES[random.nextInt(HAN_TITLES.length)];
            case 2, 3 -> words.han(2, 4);
            case 4 -> "小阿老".charAt(random.nextInt(3)) + words.han(1, 1);
            case 5 -> twice(words.han(1, 1));
            default -> surname + (chance(0.3) ? words.han(1, 1) : words.han(2, 2));
        };
    }

    private String latin() {
        var first = first();
        return switch (random.nextInt(24)) {
            case 0, 1, 2, 3 -> first + " " + last();
            case 4 -> first + "-" + first();
            case 5 -> first + " " + (char) ('A' + random.nextInt(26)) + ". " + last();
            case 6 -> LATIN_TITLES[random.nextInt(LATIN_TITLES.length)] + " " + last();
            case 7 -> first.toLowerCase(Locale.ROOT);
            case 8 -> (chance(0.5) ? first : first + " " + last()).toUpperCase(Locale.ROOT);
            case 9 -> first + " " + first() + " " + last();
            case 10 -> first.toLowerCase(Locale.ROOT) + random.nextInt(2, 2000);
            case 11 -> (char) ('A' + random.nextInt(26)) + ". " + last();
            default -> first;
        };
    }

    private String first() {
        return chance(0.45)
                ? given.any(random)
                : words.latin(1, 3) + (chance(0.3) ? ENDINGS[random.nextInt(ENDINGS.length)] : "");
    }

    private String last() {
        return chance(0.5) ? family.any(random) : words.latin(2, 3);
    }

    private static String twice(String text) {
        return text + text;
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }
}
