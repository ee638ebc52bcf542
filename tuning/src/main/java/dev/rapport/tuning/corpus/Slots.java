package dev.rapport.tuning.corpus;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** Values to fill prompts with: names, brands, products, prices, discounts, codes, order numbers and dates of one {@link Split}. Not thread-safe. */
final class Slots {
    private static final WordList DESCRIBERS = WordList.named("describers.txt");
    private static final WordList HAN_DESCRIBERS = WordList.named("zh-describers.txt");
    private static final String[] ENDINGS = "Pro,Max,Plus,Mini,Lite,Air,SE,XL,II,III,Neo,Ultra".split(",");
    private static final String[] UNITS = "ml,cm,kg,g,W,mm,inch,pcs,L,m".split(",");
    private static final String[] HAN_UNITS = "毫升,厘米,公斤,克,件套,瓦,寸,片,升,米".split(",");
    private final Split split;
    private final RandomGenerator random;
    private final Codes codes;
    private final Money money;
    private final Dates dates;
    private final WordList given = WordList.named("given-names.txt");
    private final WordList family = WordList.named("family-names.txt");
    private final WordList nouns;
    private final WordList brands;
    private final WordList hanSurnames = WordList.named("zh-surnames.txt");
    private final WordList hanNouns;
    private final WordList hanBrands;

    Slots(Split split, RandomGenerator random) {
        this.split = split;
        this.random = random;
        this.codes = new Codes(split, random);
        this.money = new Money(random);
        this.dates = new Dates(random);
        this.nouns = WordList.named("nouns.txt").of(split);
        this.brands = WordList.named("brands.txt").of(split);
        this.hanNouns = WordList.named("zh-nouns.txt").of(split);
        this.hanBrands = WordList.named("zh-brands.txt").of(split);
    }

    String name(Language language) {
        while (true) {
            var name = chance(language == Language.CHINESE ? 0.65 : 0.05) ? hanName() : latinName();
            if (split.holds(name)) {
                return name;
            }
        }
    }

    String brand(Language language) {
        while (true) {
            var han = chance(language == Language.CHINESE ? 0.5 : 0.02);
            var brand = han
                    ? chance(0.4) ? hanBrands.any(random) : Syllables.han(random, between(2, 3))
                    : chance(0.4) ? brands.any(random) : Syllables.capitalised(Syllables.word(random, between(2, 3)));
            if (split.holds(brand)) {
                return brand;
            }
        }
    }

    String product(Language language) {
        return chance(language == Language.CHINESE ? 0.7 : 0.02) ? hanProduct() : latinProduct();
    }

    /** Amount, space, ISO 4217 code: {@code 12.50 USD}. */
    String price(Language language) {
        return money.price(language);
    }

    /** A price above this one, in its currency. */
    String priceAbove(String price) {
        return money.priceAbove(price);
    }

    /** {@code 20%}, {@code 5 EUR}; in Chinese also {@code 8折}. */
    String discount(Language language) {
        return money.discount(language);
    }

    /** A coupon code: {@code SPRING25}, {@code X7-QQ41}. */
    String code() {
        return codes.coupon();
    }

    /** An order number: {@code #10023}, {@code ORD-2291-X}, long digits. */
    String order() {
        return codes.order();
    }

    /** A day in one of the forms of the language: {@code 30 November}, {@code 11月30日}, {@code 2026-11-30}. */
    String date(Language language) {
        return dates.any(language);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    String any(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String hanName() {
        var surname = hanSurnames.any(random);
        return switch (random.nextInt(12)) {
            case 0 -> surname + any("先生", "女士", "老师");
            case 1, 2 -> Syllables.han(random, between(2, 4));
            case 3 -> any("小", "阿", "老") + surname;
            default -> surname + Syllables.han(random, chance(0.35) ? 1 : 2);
        };
    }

    private String latinName() {
        var first = chance(0.45)
                ? given.any(random)
                : Syllables.capitalised(Syllables.word(random, between(1, 3)) + any("", "", "a", "n", "o"));
        return switch (random.nextInt(12)) {
            case 0, 1 ->
                first + " "
                        + (chance(0.5)
                                ? family.any(random)
                                : Syllables.capitalised(Syllables.word(random, between(2, 3))));
            case 2 -> first + "-" + given.any(random);
            case 3 -> chance(0.3) ? first.toLowerCase(Locale.ROOT) : first;
            default -> first;
        };
    }

    private String latinProduct() {
        var noun = chance(0.5) ? nouns.any(random) : unseenNoun();
        var product = noun;
        if (chance(0.75)) {
            product = DESCRIBERS.any(random) + " " + product;
        }
        if (chance(0.12)) {
            product = DESCRIBERS.any(random) + " " + product;
        }
        if (chance(0.2)) {
            product = brand(Language.ENGLISH) + " " + product;
        }
        if (chance(0.08)) {
            product = any("Set of " + between(2, 12), "Pack of " + between(2, 24), "Pair of") + " " + product;
        }
        if (chance(0.22)) {
            product += " " + latinEnding();
        }
        var style = random.nextInt(20);
        return style < 14
                ? product
                : style < 16
                        ? product.toUpperCase(Locale.ROOT)
                        : style < 18
                                ? product.toLowerCase(Locale.ROOT)
                                : Syllables.capitalised(product.toLowerCase(Locale.ROOT));
    }

    private String unseenNoun() {
        while (true) {
            var noun = Syllables.capitalised(Syllables.word(random, between(1, 3)));
            if (noun.length() > 2 && split.holds(noun)) {
                return chance(0.12) ? noun + " " + unseenNoun() : noun;
            }
        }
    }

    private String latinEnding() {
        return switch (random.nextInt(7)) {
            case 0 -> any(ENDINGS);
            case 1 -> any(ENDINGS) + " " + between(2, 99);
            case 2 -> (char) ('A' + random.nextInt(26)) + "" + between(1, 999);
            case 3 -> between(2, 2000) + any(UNITS);
            case 4 -> "with " + nouns.any(random);
            case 5 -> "(" + DESCRIBERS.any(random) + ")";
            default -> String.valueOf(between(2, 2030));
        };
    }

    private String hanProduct() {
        var product = chance(0.45) ? hanNouns.any(random) : unseenHanNoun();
        if (chance(0.65)) {
            product = HAN_DESCRIBERS.any(random) + product;
        }
        if (chance(0.25)) {
            var brand = brand(Language.CHINESE);
            product = brand + (brand.charAt(0) < 0x2E80 ? " " : "") + product;
        }
        return switch (chance(0.2) ? random.nextInt(4) : 9) {
            case 0 -> product + " " + any(ENDINGS) + (chance(0.4) ? " " + between(2, 30) : "");
            case 1 -> product + between(2, 2000) + any(HAN_UNITS);
            case 2 -> product + "（" + HAN_DESCRIBERS.any(random) + "）";
            case 3 -> product + any("套装", "礼盒", "两件装", "升级版", "限量款");
            default -> product;
        };
    }

    private String unseenHanNoun() {
        while (true) {
            var noun = Syllables.han(random, between(1, 4));
            if (split.holds(noun)) {
                return noun;
            }
        }
    }

    /** Both ends included. */
    int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }
}
