package dev.rapport.factory.corpus;

import dev.rapport.tuning.pair.Split;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Words replies to customers: that we understood, and what to do next. Immutable. */
public final class SupportReplies {
    private static final Phrasebook.Pair PHRASES = Phrasebook.ofTask("support");

    private final Language language;
    private final Phrasebook phrases;

    SupportReplies(Language language) {
        this.language = language;
        this.phrases = PHRASES.in(language);
    }

    /**
     * Replies to a customer with this intent, in all tones, as they are trained on.
     *
     * @param split where names, orders and products in them come from
     */
    public static List<String> samples(Intent intent, Language language, Split split, int count, long seed) {
        var task = new SupportTask(LabelledRequests.NONE);
        var random = new SplittableRandom(seed);
        var slots = new Slots(split, random);
        return Stream.generate(
                        () -> task.example(intent, language, slots).replyText().strip())
                .limit(count)
                .toList();
    }

    /**
     * A reply that names as many of the known fields as suit the intent; the text still has its {@code {field}} places.
     *
     * @param tone a brief reply has no greeting and no closing
     */
    String write(Intent intent, Tone tone, Set<String> known, Slots slots) {
        var grammar = PhraseGrammar.fullest(phrases, known, slots);
        var gap = language == Language.ENGLISH ? " " : "";
        var lead = grammar.of(intent.code() + " lead");
        var step = grammar.of(intent.code() + " step");
        if (tone == Tone.BRIEF) {
            return Syllables.capitalised(lead) + gap + step;
        }
        var greeting = grammar.of(tone.section("greeting"));
        var opened = greeting.endsWith(",") ? lead : Syllables.capitalised(lead);
        var closing = slots.chance(tone == Tone.FORMAL ? 0.7 : 0.4) ? gap + grammar.of(tone.section("closing")) : "";
        return greeting + gap + opened + gap + step + closing;
    }
}
