package dev.rapport.tuning.corpus;

import java.util.Set;

/** Words replies to customers: that we understood, and what to do next. Immutable. */
final class SupportReplies {
    private static final Phrasebook.Pair PHRASES = Phrasebook.ofTask("support");

    private final Language language;
    private final Phrasebook phrases;

    SupportReplies(Language language) {
        this.language = language;
        this.phrases = PHRASES.in(language);
    }

    /**
     * A reply that names as many of the known fields as suit the intent; the text still has its {@code {field}} places.
     *
     * @param tone a brief reply has no greeting and no closing
     */
    String write(Intent intent, Tone tone, Set<String> known, Slots slots) {
        var wording = Wording.fullest(phrases, known, slots);
        var gap = language == Language.ENGLISH ? " " : "";
        var lead = wording.of(intent.code() + " lead");
        var step = wording.of(intent.code() + " step");
        if (tone == Tone.BRIEF) {
            return Syllables.capitalised(lead) + gap + step;
        }
        var greeting = wording.of(tone.section("greeting"));
        var opened = greeting.endsWith(",") ? lead : Syllables.capitalised(lead);
        var closing = slots.chance(tone == Tone.FORMAL ? 0.7 : 0.4) ? gap + wording.of(tone.section("closing")) : "";
        return greeting + gap + opened + gap + step + closing;
    }
}
