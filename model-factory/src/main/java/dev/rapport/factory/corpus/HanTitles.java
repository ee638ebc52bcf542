package dev.rapport.factory.corpus;

import dev.rapport.tuning.pair.Split;
import java.util.random.RandomGenerator;

/** Product titles in Chinese, with Latin brands, sizes and models among them. Not thread-safe. */
final class HanTitles {
    private static final String[] UNITS = "毫升,厘米,公斤,克,件套,瓦,寸,片,升,米,只装,支,包,ml,cm,g,kg,L,W".split(",");
    private static final String[] ENDINGS = "套装,礼盒,两件装,三件套,升级版,限量款,旗舰版,家庭装,旅行装,补充装,联名款".split(",");
    private static final int FIRST_CJK = 0x2E80;

    private final RandomGenerator random;
    private final OpenWords words;
    private final LatinTitles latin;
    private final WordList nouns;
    private final WordList brands;
    private final WordList describers;

    HanTitles(Split split, OpenWords words, LatinTitles latin, RandomGenerator random) {
        this.random = random;
        this.words = words;
        this.latin = latin;
        nouns = WordList.named("zh-nouns.txt").of(split);
        brands = WordList.named("zh-brands.txt").of(split);
        describers = WordList.named("zh-describers.txt").sharedWith(split);
    }

    /** One title; not checked against the other half. */
    String any() {
        var title = noun();
        if (chance(0.65)) {
            title = describers.any(random) + title;
        }
        if (chance(0.2)) {
            title = describers.any(random) + title;
        }
        if (chance(0.3)) {
            var brand = chance(0.5) ? brand() : latin.brand();
            title = brand + (brand.charAt(0) < FIRST_CJK ? " " : "") + title;
        }
        return chance(0.25) ? title + ending() : title;
    }

    String brand() {
        return chance(0.4) ? brands.any(random) : words.han(2, 3);
    }

    private String noun() {
        return chance(0.45) ? nouns.any(random) : words.han(1, 5);
    }

    /** What tells two editions of a product apart. */
    String ending() {
        return switch (random.nextInt(5)) {
            case 0 -> " " + latin.ending();
            case 1 -> random.nextInt(2, 2001) + UNITS[random.nextInt(UNITS.length)];
            case 2 -> "（" + describers.any(random) + "）";
            case 3 -> (chance(0.5) ? " " : "") + "*" + random.nextInt(2, 25);
            default -> ENDINGS[random.nextInt(ENDINGS.length)];
        };
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }
}
