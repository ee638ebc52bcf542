package dev.rapport.factory.corpus;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes what a customer might write: an opening, a way to ask, a closing, and the carelessness of people in a hurry. The
 * text still has its {@code {field}} places. Not thread-safe.
 */
final class RequestWriter {
    private static final Pattern VERB = Pattern.compile("([^\\s/]+)/([^\\s/]+)");

    private final RequestPhrases ways;
    private final Slots slots;
    private final boolean english;

    RequestWriter(RequestPhrases ways, Slots slots) {
        this.ways = ways;
        this.slots = slots;
        this.english = ways.language() == Language.ENGLISH;
    }

    /** @param known fields that the text may name */
    String write(Intent intent, Set<String> known) {
        var grammar = PhraseGrammar.any(ways.phrasebook(), known, slots);
        var asking = asking(intent, grammar);
        if (intent != Intent.OTHER) {
            var angry = slots.chance(intent == Intent.COMPLAINT ? 0.3 : 0.06) ? "angry-" : "";
            if (slots.chance(angry.isEmpty() ? 0.25 : 0.6)) {
                asking = grammar.of(angry + "open") + pause() + asking;
            }
            if (slots.chance(0.25)) {
                asking += (asking.endsWith("?") ? " " : pause()) + grammar.of(angry + "close");
            }
        }
        return new NoiseAugmenter(ways.language(), slots).over(asking);
    }

    private String asking(Intent intent, PhraseGrammar grammar) {
        var kinds = List.copyOf(ways.of(intent).keySet());
        var kind = kinds.get(slots.between(0, kinds.size() - 1));
        var way = grammar.of(intent.code(), ways.of(intent).getOrDefault(kind, List.of()));
        return switch (kind) {
            case SAY -> way;
            case THING -> grammar.of("wrap-thing").replace("...", way);
            case DO -> action(way, grammar);
        };
    }

    private String action(String way, PhraseGrammar grammar) {
        var doing = english && slots.chance(0.3);
        var verb = VERB.matcher(way).replaceAll(doing ? "$2" : "$1");
        return grammar.of(doing ? "wrap-doing" : "wrap-do").replace("...", verb);
    }

    private String pause() {
        return english ? slots.any(", ", ", ", " ", ". ", "! ") : slots.any("，", "，", "。", " ", "！");
    }
}
