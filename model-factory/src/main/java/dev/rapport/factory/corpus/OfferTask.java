package dev.rapport.factory.corpus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Makes one customer an offer, for a reason; promises what the prompt gives and nothing else. */
final class OfferTask implements ReplyTask {
    private static final String[] REASONS = {"cart abandoned", "win-back", "welcome", "birthday"};
    private static final Phrasebook.Pair PHRASES = Phrasebook.ofTask("offer");

    @Override
    public String name() {
        return "offer";
    }

    @Override
    public GeneratedExample example(Language language, Slots slots, RandomGenerator random) {
        var tone = Tone.any(slots);
        var values = values(language, slots);
        var reason = slots.chance(0.92) ? slots.any(REASONS) : "";
        var prompt = PromptText.of(name())
                .with("language", language.code())
                .with("tone", tone.line(slots))
                .with("reason", reason)
                .with(values, "name", "product", "brand", "price", "was", "discount", "code", "until");
        var reply = new ReplyComposer(PHRASES.in(language), language, values, slots);
        var promises = Deal.isIn(values) || values.containsKey("price");
        if (tone == Tone.BRIEF && promises) {
            reply.say("brief-offer", "name", "product");
            promise(reply, values, slots, "brief-cost", "brief-deal");
        } else {
            var why = reason.isEmpty() ? "none" : reason;
            reply.say(tone.section("greeting"), "name").say(tone.section(why), "product");
            promise(reply, values, slots, tone.section("cost"), tone.section("deal"));
            if (tone != Tone.BRIEF) {
                reply.sometimes(0.55, tone.section("closing"));
            }
        }
        return reply.example(prompt, Set.of("brand"));
    }

    private static void promise(
            ReplyComposer reply, Map<String, String> values, Slots slots, String cost, String deal) {
        var dealFirst = slots.chance(0.25);
        if (dealFirst && Deal.isIn(values)) {
            reply.say(deal, "discount", "code", "until");
        }
        reply.sayIfKnown("price", cost, "was");
        if (!dealFirst && Deal.isIn(values)) {
            reply.say(deal, "discount", "code", "until");
        }
    }

    private static Map<String, String> values(Language language, Slots slots) {
        var values = new LinkedHashMap<String, String>();
        if (slots.chance(0.92)) {
            values.put("name", slots.name(language));
        }
        if (slots.chance(0.75)) {
            values.put("product", slots.product(language));
            if (slots.chance(0.35)) {
                values.put("brand", slots.brand(language));
            }
        }
        Deal.add(values, language, slots, values.containsKey("product") ? 0.6 : 0, 0.65);
        return values;
    }
}
