package dev.rapport.factory.corpus;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes a phrase of a {@link Phrasebook} at random, with nothing in it that is not known. The text still has its
 * {@code {field}} places. Not thread-safe.
 */
final class PhraseGrammar {
    private static final Map<String, Template> PARSED = new ConcurrentHashMap<>();
    private static final int IMPOSSIBLE = -1;

    private final Phrasebook phrases;
    private final Set<String> known;
    private final boolean fullest;
    private final Slots slots;
    private final Map<String, Integer> reached = new TreeMap<>();

    private PhraseGrammar(Phrasebook phrases, Set<String> known, boolean fullest, Slots slots) {
        this.phrases = phrases;
        this.known = known;
        this.fullest = fullest;
        this.slots = slots;
    }

    /** Any phrase that the known fields allow. */
    static PhraseGrammar any(Phrasebook phrases, Set<String> known, Slots slots) {
        return new PhraseGrammar(phrases, known, false, slots);
    }

    /** Only phrases that name as many of the known fields as the phrasebook can. */
    static PhraseGrammar fullest(Phrasebook phrases, Set<String> known, Slots slots) {
        return new PhraseGrammar(phrases, known, true, slots);
    }

    /**
     * A phrase of this section.
     *
     * @param must fields that the phrase must name when they are known
     * @throws IllegalStateException when no phrase of the section fits what is known
     */
    String of(String section, String... must) {
        var fields = Arrays.stream(must).filter(known::contains).toList();
        var options = section(section).stream()
                .filter(option -> fields.stream().allMatch(field -> mentions(option, field)))
                .toList();
        var text = new StringBuilder();
        pick(section, options, text);
        return text.toString();
    }

    /**
     * One of these phrases.
     *
     * @param what what they are, for the message
     * @throws IllegalStateException when none of them fits what is known
     */
    String of(String what, List<String> lines) {
        var text = new StringBuilder();
        pick(what, lines.stream().map(PhraseGrammar::parsed).toList(), text);
        return text.toString();
    }

    private void write(Template template, StringBuilder text) {
        if (template instanceof Template.Text plain) {
            text.append(plain.text());
        } else if (template instanceof Template.Row row) {
            row.parts().forEach(part -> write(part, text));
        } else if (template instanceof Template.Choice choice) {
            pick("a choice", choice.options(), text);
        } else if (template instanceof Template.Place place) {
            if (known.contains(place.name())) {
                text.append('{').append(place.name()).append('}');
            } else {
                pick(place.name(), section(place.name()), text);
            }
        }
    }

    private void pick(String what, List<Template> options, StringBuilder text) {
        var best = fullest ? most(options) : 0;
        var fitting = options.stream().filter(option -> reach(option) >= best).toList();
        if (best == IMPOSSIBLE || fitting.isEmpty()) {
            throw new IllegalStateException(phrases + " has nothing to say for [" + what + "] with " + known);
        }
        write(fitting.get(slots.between(0, fitting.size() - 1)), text);
    }

    /** How many known fields a template can name, or {@link #IMPOSSIBLE}. */
    private int reach(Template template) {
        if (template instanceof Template.Choice choice) {
            return most(choice.options());
        }
        if (template instanceof Template.Row row) {
            var sum = 0;
            for (var part : row.parts()) {
                var some = reach(part);
                if (some == IMPOSSIBLE) {
                    return IMPOSSIBLE;
                }
                sum += some;
            }
            return sum;
        }
        if (template instanceof Template.Place place) {
            return known.contains(place.name()) ? 1 : reachOfSection(place.name());
        }
        return 0;
    }

    /** Whether a template names a field, whatever is chosen in it. */
    private boolean mentions(Template template, String field) {
        if (template instanceof Template.Choice choice) {
            return choice.options().stream().allMatch(option -> mentions(option, field));
        }
        if (template instanceof Template.Row row) {
            return row.parts().stream().anyMatch(part -> mentions(part, field));
        }
        return template instanceof Template.Place place
                && (place.name().equals(field)
                        || (!known.contains(place.name())
                                && section(place.name()).stream().allMatch(option -> mentions(option, field))));
    }

    private int reachOfSection(String name) {
        var before = reached.get(name);
        if (before != null) {
            return before;
        }
        var most = most(section(name));
        reached.put(name, most);
        return most;
    }

    private int most(List<Template> options) {
        return options.stream().mapToInt(this::reach).max().orElse(IMPOSSIBLE);
    }

    private List<Template> section(String name) {
        return phrases.section(name).stream().map(PhraseGrammar::parsed).toList();
    }

    private static Template parsed(String line) {
        return PARSED.computeIfAbsent(line, Template::parse);
    }
}
