package dev.rapport.factory.corpus;

import dev.rapport.tuning.pair.Split;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Product titles as catalogs write them: short and proper, or long, in capitals, with sizes, codes and signs. Not thread-safe. */
final class LatinTitles {
    private static final String[] ENDINGS = "Pro,Max,Plus,Mini,Lite,Air,SE,XL,II,III,Neo,Ultra,GT,V2,Gen 3".split(",");
    private static final String[] UNITS = "ml,cm,kg,g,W,mm,inch,pcs,L,m,GB,TB,oz,V,Hz,in".split(",");
    private static final String LETTERS = "ABCDEFGHKLMNPQRSTVWXZ";

    private final RandomGenerator random;
    private final OpenWords words;
    private final WordList nouns;
    private final WordList brands;
    private final WordList describers;
    private final WordList motifs;

    LatinTitles(Split split, OpenWords words, RandomGenerator random) {
        this.random = random;
        this.words = words;
        nouns = WordList.named("nouns.txt").of(split);
        brands = WordList.named("brands.txt").of(split);
        describers = WordList.named("describers.txt").sharedWith(split);
        motifs = WordList.named("motifs.txt").sharedWith(split);
    }

    /** One title; not checked against the other half. */
    String any() {
        return cased(chance(0.65) ? plain() : catalog());
    }

    String noun() {
        if (chance(0.55)) {
            return nouns.any(random);
        }
        return chance(0.12) ? words.latin(1, 3) + " " + words.latin(1, 3) : words.latin(1, 3);
    }

    String describer() {
        return describers.any(random);
    }

    String brand() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> brands.any(random);
            case 4 -> words.latin(1, 2) + " & " + words.latin(1, 2);
            case 5 -> words.latin(1, 2) + " " + words.latin(1, 2);
            case 6 -> words.latin(1, 3).toUpperCase(Locale.ROOT);
            case 7 -> words.latin(1, 2) + "'s";
            default -> words.latin(2, 3);
        };
    }

    /** What tells two editions of a product apart. */
    String ending() {
        return switch (random.nextInt(10)) {
            case 0, 1 -> ENDINGS[random.nextInt(ENDINGS.length)];
            case 2 -> ENDINGS[random.nextInt(ENDINGS.length)] + " " + between(2, 99);
            case 3, 4 -> model();
            case 5 -> between(2, 2000) + (chance(0.3) ? " " : "") + UNITS[random.nextInt(UNITS.length)];
            case 6 -> "with " + noun();
            case 7 -> "(" + describer() + ")";
            case 8 -> "(Pack of " + between(2, 24) + ")";
            default -> String.valueOf(between(2, 2030));
        };
    }

    /** {@code X200}, {@code WH-1000XM4}. */
    private String model() {
        return switch (random.nextInt(4)) {
            case 0 -> letter() + between(1, 999);
            case 1 -> letter() + letter() + "-" + between(10, 9999);
            case 2 -> letter() + letter() + "-" + between(10, 9999) + letter() + (chance(0.5) ? between(1, 9) : "");
            default -> between(1, 99) + letter() + "-" + letter() + between(1, 99);
        };
    }

    private String plain() {
        var title = noun();
        if (chance(0.75)) {
            title = describer() + " " + title;
        }
        if (chance(0.12)) {
            title = describer() + " " + title;
        }
        if (chance(0.22)) {
            title = brand() + " " + title;
        }
        return chance(0.3) ? title + " " + ending() : title;
    }

    /** {@code White Hanging Heart Lantern}, {@code Set of 6 Tea Cups, Star Design}: many words of a kind. */
    private String catalog() {
        var motif = motifs.any(random);
        var noun = noun();
        var describer = describer();
        return switch (random.nextInt(15)) {
            case 0 -> describer + " " + describer() + " " + motif + " " + noun;
            case 1 -> noun + " " + motif + " " + describer;
            case 2 -> noun + " " + motif + " Design";
            case 3 -> (chance(0.5) ? "Set of " : "Pack of ") + between(2, 72) + " " + motif + " " + noun;
            case 4 -> (chance(0.5) ? "Set/" : "S/") + between(2, 24) + " " + describer + " " + motif + " " + noun;
            case 5 -> noun + ", " + describer + " " + motif;
            case 6 -> motif + " " + noun + " + " + noun();
            case 7 -> motif + " & " + motifs.any(random) + " " + noun;
            case 8 -> between(2, 200) + (chance(0.5) ? "cm " : "") + " " + describer + " " + noun;
            case 9 -> noun + " " + between(2, 12) + " Tier " + describer;
            case 10 -> words.latin(1, 2) + "'s " + describer + " " + noun;
            case 11 -> describer + "/" + describer() + " " + motif + " " + noun;
            case 12 -> noun + " \"" + words.latin(1, 2) + "\" " + motif;
            case 13 -> between(2, 7) + "-in-1 " + describer + " " + noun;
            default -> describer + " " + motif + " " + noun + " with " + noun();
        };
    }

    private String cased(String title) {
        var tidy = title.replace("  ", " ");
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> tidy.toUpperCase(Locale.ROOT);
            case 4, 5, 6 -> tidy.toLowerCase(Locale.ROOT);
            case 7 -> Syllables.capitalised(tidy.toLowerCase(Locale.ROOT));
            default -> tidy;
        };
    }

    private String letter() {
        return String.valueOf(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }

    private int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }
}
