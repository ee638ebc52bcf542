package dev.rapport.factory.corpus;

import dev.rapport.tuning.pair.Split;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The ways to ask of one language and {@link Split}: of each intent every sixth is kept for evaluation. */
final class RequestPhrases {
    private static final List<Kind> KINDS = List.of(Kind.values());

    /** Forms a way to ask comes in, and how it is put into a message. */
    enum Kind {
        DO("do"),
        THING("thing"),
        SAY("say");

        private final String section;

        Kind(String section) {
            this.section = section;
        }
    }

    private final Language language;
    private final Phrasebook phrases;
    private final Map<Intent, Map<Kind, List<String>>> lines = new EnumMap<>(Intent.class);

    RequestPhrases(Language language, Split split) {
        this.language = language;
        phrases = Phrasebook.named("support-requests." + language.code() + ".txt");
        for (var intent : Intent.values()) {
            lines.put(intent, linesOf(intent, split));
        }
    }

    Language language() {
        return language;
    }

    Phrasebook phrasebook() {
        return phrases;
    }

    /** The ways to ask for this, by kind; kinds without one are left out. */
    Map<Kind, List<String>> of(Intent intent) {
        return lines.getOrDefault(intent, Map.of());
    }

    private Map<Kind, List<String>> linesOf(Intent intent, Split split) {
        var kinds = new EnumMap<Kind, List<String>>(Kind.class);
        var before = 0;
        for (var kind : KINDS) {
            var all = phrases.section(intent.code() + " " + kind.section).stream()
                    .distinct()
                    .toList();
            var chosen = Phrasebook.ofSplit(all, before, split);
            before += all.size();
            if (!chosen.isEmpty()) {
                kinds.put(kind, chosen);
            }
        }
        return kinds;
    }
}
