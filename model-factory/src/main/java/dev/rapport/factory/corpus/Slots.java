package dev.rapport.factory.corpus;

import dev.rapport.tuning.pair.Split;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Values to fill prompts with: names, brands, products, prices, discounts, codes, order numbers and dates of one {@link
 * Split}. Not thread-safe.
 */
final class Slots {
    private final Split split;
    private final RandomGenerator random;
    private final Names names;
    private final Products products;
    private final Codes codes;
    private final Money money;
    private final Dates dates;

    Slots(Split split, RandomGenerator random) {
        this(split, ProductTitles.NONE, random);
    }

    /** @param titles real products to mix in */
    Slots(Split split, ProductTitles titles, RandomGenerator random) {
        this.split = split;
        this.random = random;
        var words = new OpenWords(split, random);
        names = new Names(split, words, random);
        products = new Products(split, titles.of(split), words, random);
        codes = new Codes(split, random);
        money = new Money(random);
        dates = new Dates(random);
    }

    /** The half that all values come from. */
    Split split() {
        return split;
    }

    String name(Language language) {
        return names.any(language);
    }

    String brand(Language language) {
        return products.brand(language);
    }

    String product(Language language) {
        return products.any(language);
    }

    /** Another product that is easily mistaken for this one. */
    String productLike(String product, Language language) {
        return products.like(product, language);
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

    /** A discount on this price. */
    String discountOn(String price, Language language) {
        return money.discountOn(price, language);
    }

    /** A coupon code: {@code SPRING25}, {@code X7-QQ41}. */
    String code() {
        return codes.coupon();
    }

    /** An order number: {@code #10023}, {@code ORD-2291-X}, long digits. */
    String order() {
        return codes.order();
    }

    /** {@code #48213}. */
    String invoice() {
        return "#" + between(1_000, 99_999);
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

    String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Both ends included. */
    int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }
}
