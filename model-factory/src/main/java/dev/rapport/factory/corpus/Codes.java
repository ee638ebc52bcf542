package dev.rapport.factory.corpus;

import dev.rapport.tuning.pair.Split;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Coupon codes and order numbers of one {@link Split}; of codes the first three characters decide. Not thread-safe. */
final class Codes {
    private static final int PREFIX = 3;
    private static final int MIN_LENGTH = 4;
    private static final int MAX_LENGTH = 16;
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final String MIXED = LETTERS + "0123456789";
    private static final String[] WORDS =
            ("SPRING SUMMER AUTUMN WINTER SAVE WELCOME HELLO THANKS GIFT VIP SALE EXTRA BONUS LUCKY"
                            + " BDAY HAPPY COMEBACK MISSYOU NEWYEAR FRIEND FAMILY STYLE HOME GREEN SUNNY FRESH FIRST TREAT BLACK"
                            + " FRIDAY CYBER WEEKEND FLASH MAY JUNE JULY XMAS EASTER LOVE CART BACK AGAIN FREE OFF")
                    .split(" ");
    private static final String[] ORDERS = "ORD ORDER RO PO SO INV WEB DE CN R A B EC TX JD".split(" ");

    private final Split split;
    private final RandomGenerator random;

    Codes(Split split, RandomGenerator random) {
        this.split = split;
        this.random = random;
    }

    /** The part of a code that decides which half it belongs to. */
    static String prefix(String code) {
        return code.substring(0, Math.min(PREFIX, code.length())).toUpperCase(Locale.ROOT);
    }

    /** {@code SPRING25}, {@code X7-QQ41}, {@code welcome10}: 4 to 16 characters. */
    String coupon() {
        while (true) {
            var code = anyCoupon();
            if (code.length() >= MIN_LENGTH && code.length() <= MAX_LENGTH && split.holds(prefix(code))) {
                return code;
            }
        }
    }

    /** {@code #10023}, {@code ORD-2291-X}, {@code 20261130004711}: each as a whole in its half. */
    String order() {
        while (true) {
            var order = anyOrder();
            if (split.holds(order)) {
                return order;
            }
        }
    }

    private String anyCoupon() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> word() + digits(1, 4);
            case 3 -> word() + "-" + characters(MIXED, 2, 4);
            case 4 -> word() + word() + digits(0, 2);
            case 5 -> characters(LETTERS, 2, 5) + digits(1, 4);
            case 6 -> characters(MIXED, 5, 10);
            case 7 -> characters(MIXED, 2, 4) + "-" + characters(MIXED, 3, 5);
            case 8 -> characters(MIXED, 3, 4) + "-" + characters(MIXED, 3, 4) + "-" + characters(MIXED, 3, 4);
            default -> (word() + digits(1, 3)).toLowerCase(Locale.ROOT);
        };
    }

    private String word() {
        return random.nextInt(3) > 0
                ? WORDS[random.nextInt(WORDS.length)]
                : ("" + LETTERS.charAt(random.nextInt(LETTERS.length()))
                                + Syllables.word(random, 1 + random.nextInt(3)).replaceAll("[^a-z]", ""))
                        .toUpperCase(Locale.ROOT);
    }

    private String anyOrder() {
        var prefix = ORDERS[random.nextInt(ORDERS.length)];
        return switch (random.nextInt(9)) {
            case 0, 1 -> "#" + digits(4, 7);
            case 2 -> prefix + "-" + digits(3, 6);
            case 3 -> prefix + "-" + digits(3, 5) + "-" + characters(MIXED, 1, 2);
            case 4 -> prefix + digits(4, 9);
            case 5 -> digits(5, 8);
            case 6 -> (2019 + random.nextInt(10)) + digits(8, 12);
            case 7 -> digits(3, 3) + "-" + digits(7, 7) + "-" + digits(7, 7);
            default -> "#" + characters(LETTERS, 1, 2) + digits(3, 6);
        };
    }

    private String digits(int min, int max) {
        return characters("0123456789", min, max);
    }

    private String characters(String from, int min, int max) {
        var text = new StringBuilder();
        for (var left = random.nextInt(min, max + 1); left > 0; left--) {
            text.append(from.charAt(random.nextInt(from.length())));
        }
        return text.toString();
    }
}
