package dev.rapport.factory.corpus;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** Prices and discounts as a prompt writes them. Not thread-safe. */
final class Money {
    private static final String[] CURRENCIES =
            "USD,USD,USD,EUR,EUR,GBP,CNY,CAD,AUD,CHF,SEK,NOK,DKK,PLN,INR,BRL,MXN,SGD,HKD,TWD".split(",");
    private static final String[] WHOLE_CURRENCIES = "JPY,KRW,VND,CLP".split(",");
    private static final int[] COMMON_PERCENTS = {5, 10, 10, 15, 15, 20, 20, 20, 25, 25, 30, 30, 40, 50, 60, 70};
    private static final int[] COMMON_AMOUNTS = {3, 5, 5, 8, 10, 10, 15, 20, 20, 25, 30, 50, 50, 80, 100, 120, 200};

    private final RandomGenerator random;

    Money(RandomGenerator random) {
        this.random = random;
    }

    /** Amount, space, ISO 4217 code; no thousands separators, the currency's own number of decimals. */
    String price(Language language) {
        var amount = (long) Math.exp(random.nextDouble() * Math.log(300_000)) + random.nextInt(100) + 10;
        if (chance(0.12)) {
            return amount + " " + WHOLE_CURRENCIES[random.nextInt(WHOLE_CURRENCIES.length)];
        }
        var whole = amount / 100 + random.nextInt(3);
        var cents = chance(0.25) ? 99 : whole > 0 && chance(0.25) ? 0 : chance(0.2) ? 50 : (int) (amount % 90) + 10;
        return String.format(Locale.ROOT, "%d.%02d %s", whole, cents, currency(language));
    }

    /** A price above another one, in the same currency. */
    String priceAbove(String price) {
        var parts = price.split(" ");
        var decimals = parts[0].indexOf('.') < 0 ? 0 : 2;
        var factor = 1.05 + random.nextDouble();
        var was = Double.parseDouble(parts[0]) * factor + (decimals == 0 ? 1 : 0.01);
        return String.format(Locale.ROOT, "%." + decimals + "f %s", was, parts[1]);
    }

    /** {@code 20%}, {@code 5 EUR}, {@code 12.50 USD}; in Chinese also {@code 8折}: something that can be repeated as it is. */
    String discount(Language language) {
        return discount(language, currency(language));
    }

    /** A discount on this price: money is in its currency. */
    String discountOn(String price, Language language) {
        return discount(language, price.substring(price.indexOf(' ') + 1));
    }

    private String discount(Language language, String currency) {
        return switch (random.nextInt(10)) {
            case 0 -> COMMON_AMOUNTS[random.nextInt(COMMON_AMOUNTS.length)] + " " + currency;
            case 1 ->
                String.format(Locale.ROOT, "%d.%02d %s", random.nextInt(1, 200), random.nextInt(4) * 25, currency);
            case 2, 3 -> language == Language.CHINESE ? tenths() : percent();
            default -> percent();
        };
    }

    private String percent() {
        var percent = chance(0.6) ? COMMON_PERCENTS[random.nextInt(COMMON_PERCENTS.length)] : random.nextInt(1, 91);
        return percent + (chance(0.1) ? " %" : "%");
    }

    private String tenths() {
        var whole = random.nextInt(1, 10);
        return chance(0.6) ? whole + "折" : whole + (chance(0.5) ? "." : "") + random.nextInt(1, 10) + "折";
    }

    private String currency(Language language) {
        return language == Language.CHINESE && chance(0.6) ? "CNY" : CURRENCIES[random.nextInt(CURRENCIES.length)];
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }
}
