package dev.rapport.factory.corpus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Recommends one product, or two: friendly or formal with greeting and reason, or brief with neither. */
final class RecommendTask implements ReplyTask {
    private static final String[] ACTIONS = {"viewed", "added", "bought"};
    private static final Phrasebook.Pair PHRASES = Phrasebook.ofTask("recommend");

    @Override
    public String name() {
        return "recommend";
    }

    @Override
    public GeneratedExample example(Language language, Slots slots, RandomGenerator random) {
        var tone = Tone.any(slots);
        var values = values(language, slots);
        var action = slots.any(ACTIONS);
        var prompt = PromptText.of(name())
                .with("language", language.code())
                .with("tone", tone.line(slots))
                .with(values, "name", "product", "brand", "price")
                .with("because", values.containsKey("because") ? action + " " + values.get("because") : "")
                .with(values, "also");
        var reply = new ReplyComposer(PHRASES.in(language), language, values, slots);
        if (tone == Tone.BRIEF) {
            reply.say("brief", "name", "price").sayIfKnown("also", "also");
        } else {
            reply.say(tone.section("greeting"), "name")
                    .say(tone.section(values.containsKey("because") ? action : "pick"))
                    .sayIfKnown("price", tone.section("cost"))
                    .sayIfKnown("also", tone.section("also"))
                    .sometimes(0.55, tone.section("closing"));
        }
        return reply.example(prompt, Set.of("brand"));
    }

    private static Map<String, String> values(Language language, Slots slots) {
        var values = new LinkedHashMap<String, String>();
        var product = slots.product(language);
        values.put("product", product);
        if (slots.chance(0.92)) {
            values.put("name", slots.name(language));
        }
        if (slots.chance(0.4)) {
            values.put("brand", slots.brand(language));
        }
        if (slots.chance(0.88)) {
            values.put("price", slots.price(language));
        }
        if (slots.chance(0.7)) {
            values.put("because", other(product, language, slots));
        }
        if (slots.chance(0.12)) {
            values.put("also", other(product, language, slots));
        }
        return values;
    }

    private static String other(String product, Language language, Slots slots) {
        return slots.chance(0.3) ? slots.productLike(product, language) : slots.product(language);
    }
}
