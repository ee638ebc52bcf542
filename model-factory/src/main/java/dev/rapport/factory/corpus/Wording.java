package dev.rapport.factory.corpus;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Words a phrase of a {@link Phrasebook} at random, with nothing in it that is not known. The text still has its
 * {@code {field}} places. Not thread-safe.
 */
final class Wording {
    private static final Map<String, Template> PARSED = new ConcurrentHashMap<>();
    private static final int IMPOSSIBLE = -1;

    private final Phrasebook phrases;
    private final Set<String> known;
    private final boolean fullest;
    private final Slots slots;
    private final Map<String, Integer> reached = new TreeMap<>();

    private Wording(Phrasebook phrases, Set<String> known, boolean fullest, Slots slots) {
        this.phrases = phrases;
        this.known = known;
        this.fullest = fullest;
        this.slots = slots;
    }

    /** Any wording that the known fields allow. */
    static Wording any(Phrasebook phrases, Set<String> known, Slots slots) {
        return new Wording(phrases, known, false, slots);
    }

    /** Only wordings that name as many of the known fields as the phrases can. */
    static Wording fullest(Phrasebook phrases, Set<String> known, Slots slots) {
        return new Wording(phrases, known, true, slots);
    }

    /** A phrase of this section. */
    String of(String section) {
        return of(section, phrases.section(section));
    }

    /**
     * One of these phrases.
     *
     * @param what what they are, for the message
     * @throws IllegalStateException when none of them fits what is known
     */
    String of(String what, List<String> lines) {
        var text = new StringBuilder();
        pick(what, lines.stream().map(Wording::parsed).toList(), text);
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
        return phrases.section(name).stream().map(Wording::parsed).collect(Collectors.toList());
    }

    private static Template parsed(String line) {
        return PARSED.computeIfAbsent(line, Template::parse);
    }
}
