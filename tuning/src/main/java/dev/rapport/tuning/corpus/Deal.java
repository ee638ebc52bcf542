package dev.rapport.tuning.corpus;

import java.util.Map;

/** What an offer or a post may promise: price, old price, discount, code and last day, each of them there or not. */
final class Deal {
    private Deal() {}

    /**
     * Adds some of the fields.
     *
     * @param price    how often there is a price
     * @param discount how often there is a discount
     */
    static void add(Map<String, String> values, Language language, Slots slots, double price, double discount) {
        if (slots.chance(price)) {
            values.put("price", slots.price(language));
            if (slots.chance(0.2)) {
                values.put("was", slots.priceAbove(values.getOrDefault("price", "")));
            }
        }
        var reduced = slots.chance(discount);
        if (reduced) {
            values.put("discount", slots.discount(language));
        }
        if (slots.chance(reduced ? 0.7 : 0.08)) {
            values.put("code", slots.code());
        }
        if (slots.chance(reduced ? 0.4 : 0.08)) {
            values.put("until", slots.date(language));
        }
    }

    /** Whether any of discount, code and last day is there. */
    static boolean isIn(Map<String, String> values) {
        return values.containsKey("discount") || values.containsKey("code") || values.containsKey("until");
    }
}
