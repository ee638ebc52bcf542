package dev.rapport.factory.corpus;

import dev.rapport.factory.corpus.GeneratedExample.Piece;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Sums up a conversation for a colleague: who wants what, about which product and order, what was done, what is open. */
final class SummaryTask implements ReplyTask {
    private final SummaryPhrases english = new SummaryPhrases(Language.ENGLISH);
    private final SummaryPhrases chinese = new SummaryPhrases(Language.CHINESE);

    @Override
    public String name() {
        return "summary";
    }

    @Override
    public GeneratedExample example(Language language, Slots slots, RandomGenerator random) {
        var phrases = language == Language.ENGLISH ? english : chinese;
        var talk = Conversation.any(phrases, slots);
        var values = values(talk, language, slots);
        var prompt = PromptText.of(name())
                .with("language", language.code())
                .with("name", field("name", talk, values, slots))
                .with("product", field("product", talk, values, slots))
                .with("order", field("order", talk, values, slots))
                .with("conversation", line(talk, values, language, slots));
        var reply = summary(phrases, talk, PhraseGrammar.fullest(phrases.phrasebook(), values.keySet(), slots));
        return Sentence.example(prompt, reply, values, Set.of(), language, slots);
    }

    private static Map<String, String> values(Conversation talk, Language language, Slots slots) {
        var values = new LinkedHashMap<String, String>();
        if (talk.names("name") || slots.chance(0.6)) {
            values.put("name", slots.name(language));
        }
        if (talk.names("product") || slots.chance(0.3)) {
            values.put("product", slots.product(language));
        }
        if (talk.names("order") || slots.chance(0.3)) {
            values.put("order", slots.order());
        }
        if (talk.names("date")) {
            values.put("date", slots.date(language));
        }
        return values;
    }

    /** A field that the conversation does not name must have a line of its own; others may. */
    private static String field(String field, Conversation talk, Map<String, String> values, Slots slots) {
        return talk.names(field) && slots.chance(0.5) ? "" : values.getOrDefault(field, "");
    }

    private static String line(Conversation talk, Map<String, String> values, Language language, Slots slots) {
        var plain = language == Language.ENGLISH || slots.chance(0.5);
        var turns = new ArrayList<String>();
        for (var turn : talk.turns()) {
            var customer = turns.size() % 2 == 0;
            var speaker = plain ? customer ? "customer: " : "agent: " : customer ? "顾客：" : "客服：";
            var text = Sentence.fill(turn, values).stream().map(Piece::text).collect(Collectors.joining());
            turns.add(plain ? speaker + text.strip() : speaker + text);
        }
        return String.join(" / ", turns);
    }

    private static String summary(SummaryPhrases phrases, Conversation talk, PhraseGrammar grammar) {
        var english = phrases.language() == Language.ENGLISH;
        var who = grammar.of("who");
        var what = grammar.of(talk.topic() + " what");
        return english
                ? who + " " + what + ". " + String.join("; ", talk.then()) + "."
                : who + what + "。" + String.join("，", talk.then()) + "。";
    }
}
