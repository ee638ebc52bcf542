package dev.rapport.factory.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A conversation about one topic and what a colleague must know of it; texts still have their {@code {field}} places.
 *
 * @param turns of customer and agent in turn, the customer first
 * @param topic what it is about
 * @param then  clauses about what was done, requested, promised or wished for
 */
record Conversation(List<String> turns, String topic, List<String> then) {
    /** Fields that turns may name. */
    private static final Set<String> ORDER_AND_PRODUCT = Set.of("order", "product");

    Conversation {
        turns = List.copyOf(turns);
        then = List.copyOf(then);
    }

    /** Whether a turn has a place for this field. */
    boolean names(String field) {
        return turns.stream().anyMatch(turn -> turn.contains("{" + field + "}"));
    }

    /** A conversation at random, which may name any field. */
    static Conversation any(SummaryPhrases phrases, Slots slots) {
        return new Writer(phrases, slots).write();
    }

    /** Adds turn by turn. */
    private static final class Writer {
        private final SummaryPhrases phrases;
        private final Slots slots;
        private final NoiseAugmenter noise;
        private final PhraseGrammar grammar;
        private final List<String> turns = new ArrayList<>();
        private final List<String> then = new ArrayList<>();

        Writer(SummaryPhrases phrases, Slots slots) {
            this.phrases = phrases;
            this.slots = slots;
            this.noise = new NoiseAugmenter(phrases.language(), slots);
            this.grammar = PhraseGrammar.any(phrases.phrasebook(), Set.of("order", "product", "name", "date"), slots);
        }

        Conversation write() {
            var topic = slots.any(phrases.topics().toArray(String[]::new));
            var problem = PhraseGrammar.any(phrases.phrasebook(), ORDER_AND_PRODUCT, slots)
                    .of(topic, phrases.problems(topic, slots.split()));
            var greets = slots.chance(0.25);
            if (greets) {
                turns.add(noise.over(grammar.of("hello")));
                turns.add(welcome());
            }
            turns.add(noise.over(problem));
            if (!greets && !problem.contains("{order}") && slots.chance(0.25)) {
                turns.add(Syllables.capitalised(grammar.of("number-please")));
                turns.add(noise.over(grammar.of("number")));
            }
            if (slots.chance(0.3)) {
                ask(topic);
            } else {
                act(topic);
            }
            return new Conversation(turns, topic, then);
        }

        /** An agent knows a name only when the customer has said it. */
        private String welcome() {
            var known = turns.get(0).contains("{name}") ? Set.of("name") : Set.<String>of();
            return Syllables.capitalised(
                    PhraseGrammar.any(phrases.phrasebook(), known, slots).of("welcome"));
        }

        private void ask(String topic) {
            then.add(said(grammar.of(topic + " ask"), false));
            then.add(slots.chance(0.5) ? grammar.of("waiting") : said(grammar.of("answer"), true));
        }

        private void act(String topic) {
            then.add(said(grammar.of(topic + " do"), false));
            if (slots.chance(0.6)) {
                then.add(said(grammar.of("end"), true));
                if (turns.size() < 6 && slots.chance(0.2)) {
                    turns.add(Syllables.capitalised(grammar.of("bye")));
                }
            }
        }

        /** Adds the turn before the arrow; what stands behind it is for the colleague. */
        private String said(String pair, boolean customer) {
            var parts = pair.split(" => ", 2);
            turns.add(customer ? noise.over(parts[0]) : Syllables.capitalised(parts[0]));
            return parts[1];
        }
    }
}
