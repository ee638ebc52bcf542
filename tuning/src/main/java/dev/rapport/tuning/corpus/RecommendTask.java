package dev.rapport.tuning.corpus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Recommends one product: friendly with greeting and reason, or brief with neither. */
final class RecommendTask implements ReplyTask {
    private static final String[] ACTIONS = {"viewed", "added", "bought"};

    @Override
    public String name() {
        return "recommend";
    }

    @Override
    public Example example(Language language, Slots slots, RandomGenerator random) {
        var brief = slots.chance(0.4);
        var values = values(language, slots);
        var action = slots.any(ACTIONS);
        var prompt = PromptText.of(name())
                .with("language", language.code())
                .with("tone", brief ? "brief" : slots.chance(0.9) ? "friendly" : "")
                .with("name", values.getOrDefault("name", ""))
                .with("product", values.getOrDefault("product", ""))
                .with("brand", values.getOrDefault("brand", ""))
                .with("price", values.getOrDefault("price", ""))
                .with("because", values.containsKey("because") ? action + " " + values.get("because") : "");
        var phrase = brief ? brief(language, values, slots) : friendly(language, values, action, slots);
        var expected = new LinkedHashMap<>(values);
        expected.keySet().removeIf(field -> !phrase.contains("{" + field + "}"));
        var pieces = Sentence.fill(" " + phrase, values);
        // A prompt read from a file often ends with a line break; the model must not mind.
        return new Example(prompt + (slots.chance(0.05) ? "\n" : ""), pieces, language, expected);
    }

    private static Map<String, String> values(Language language, Slots slots) {
        var values = new LinkedHashMap<String, String>();
        values.put("product", slots.product(language));
        if (slots.chance(0.92)) {
            values.put("name", slots.name(language));
        }
        if (slots.chance(0.4)) {
            values.put("brand", slots.brand(language));
        }
        if (slots.chance(0.9)) {
            values.put("price", slots.price(language));
        }
        if (slots.chance(0.7)) {
            values.put("because", slots.product(language));
        }
        return values;
    }

    private static String brief(Language language, Map<String, String> values, Slots slots) {
        var known = (values.containsKey("name") ? "name" : "")
                + (values.containsKey("name") && values.containsKey("price") ? "+" : "")
                + (values.containsKey("price") ? "price" : "");
        var whole = any(phrases(language).brief().getOrDefault(known, List.of()), slots);
        return whole.replace("{what}", language == Language.ENGLISH ? "the {product}" : "{product}");
    }

    private static String friendly(Language language, Map<String, String> values, String action, Slots slots) {
        var phrases = phrases(language);
        var because = values.containsKey("because");
        var gap = language == Language.ENGLISH ? " " : "";
        var reply = any(values.containsKey("name") ? phrases.greetings() : phrases.strangers(), slots)
                + gap
                + any(because ? phrases.reasons().getOrDefault(action, List.of()) : phrases.picks(), slots);
        if (values.containsKey("price")) {
            reply += gap + any(phrases.prices(), slots);
        }
        var closing = any(phrases.closings(), slots);
        if (!closing.isEmpty()) {
            reply += gap + closing;
        }
        var plain = language == Language.ENGLISH ? "the {product}" : "{product}";
        var branded = values.containsKey("brand") && slots.chance(0.6);
        return reply.replace("{what}", branded ? any(phrases.branded(), slots) : plain);
    }

    private static RecommendPhrases phrases(Language language) {
        return language == Language.ENGLISH ? RecommendPhrases.ENGLISH : RecommendPhrases.CHINESE;
    }

    private static String any(List<String> choices, Slots slots) {
        return slots.any(choices.toArray(String[]::new));
    }
}
