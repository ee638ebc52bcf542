package dev.rapport.factory.corpus;

import java.util.Map;

/** What an offer or a post may promise: price, old price, discount, code and last day, each of them there or not. */
final class Deal {
    private Deal() {}

    /**
     * Adds some of the fields.
     *
     * @param priced     how often there is a price
     * @param discounted how often there is a discount
     */
    static void add(Map<String, String> values, Language language, Slots slots, double priced, double discounted) {
        if (slots.chance(priced)) {
            values.put("price", slots.price(language));
            if (slots.chance(0.2)) {
                values.put("was", slots.priceAbove(values.getOrDefault("price", "")));
            }
        }
        var reduced = slots.chance(discounted);
        if (reduced) {
            var price = values.getOrDefault("price", "");
            values.put("discount", price.isEmpty() ? slots.discount(language) : slots.discountOn(price, language));
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
