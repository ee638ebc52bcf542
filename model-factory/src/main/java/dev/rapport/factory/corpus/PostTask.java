package dev.rapport.factory.corpus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Writes a post for a social network; hashtags are repeated from the prompt. */
final class PostTask implements ReplyTask {
    private static final String[] CHANNELS = {"instagram", "facebook", "x", "linkedin", "tiktok"};
    private static final String[] CHINESE_CHANNELS = {"xiaohongshu", "weibo", "wechat", "douyin"};
    private static final Set<String> WITHOUT_EMOJI = Set.of("linkedin", "wechat");
    private static final Phrasebook.Pair PHRASES = Phrasebook.ofTask("post");

    @Override
    public String name() {
        return "post";
    }

    @Override
    public GeneratedExample example(Language language, Slots slots, RandomGenerator random) {
        var tone = Tone.any(slots);
        var channel = slots.chance(0.9) ? channel(language, slots) : "";
        var values = values(language, slots);
        var tags = Hashtags.of(values, channel, slots);
        if (!tags.isEmpty() && slots.chance(0.6)) {
            values.put("tags", tags);
        }
        var prompt = PromptText.of(name())
                .with("language", language.code())
                .with("tone", tone.line(slots))
                .with("channel", channel)
                .with(values, "product", "brand", "price", "was", "discount", "code", "until", "tags");
        var reply = new ReplyComposer(PHRASES.in(language), language, values, slots);
        if (tone == Tone.BRIEF) {
            reply.say("brief", "price", "was");
        } else {
            reply.say(tone.section("hook"));
            if (tone == Tone.FRIENDLY && !WITHOUT_EMOJI.contains(channel)) {
                reply.sometimes(0.4, "emoji");
            }
            reply.sayIfKnown("price", tone.section("cost"), "was");
        }
        if (Deal.isIn(values)) {
            reply.say("deal", "discount", "code", "until");
        }
        if (tone != Tone.BRIEF) {
            reply.sometimes(0.7, tone.section("call"));
        }
        return reply.sayIfKnown("tags", "tags").example(prompt, Set.of("brand"));
    }

    private static String channel(Language language, Slots slots) {
        return slots.any(language == Language.CHINESE && slots.chance(0.8) ? CHINESE_CHANNELS : CHANNELS);
    }

    private static Map<String, String> values(Language language, Slots slots) {
        var values = new LinkedHashMap<String, String>();
        values.put("product", slots.product(language));
        if (slots.chance(0.55)) {
            values.put("brand", slots.brand(language));
        }
        Deal.add(values, language, slots, 0.5, 0.4);
        return values;
    }
}
