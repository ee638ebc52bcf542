package dev.rapport.factory.corpus;

import dev.rapport.tuning.pair.Pair;
import dev.rapport.tuning.pair.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What replies of one task and language are made of: phrases by section, from a bundled text file. A line in square
 * brackets begins a section, every other line is a phrase. {@code {field}} stands for a value, or for a phrase of the
 * section of that name.
 */
final class Phrasebook {
    private static final int EVALUATION_ONE_IN = 6;
    private static final int EVALUATION_REMAINDER = 3;

    private final String name;
    private final Map<String, List<String>> sections;

    private Phrasebook(String name, Map<String, List<String>> sections) {
        this.name = name;
        this.sections = sections;
    }

    /** @param name file beside this class, such as {@code offer.en.txt} */
    static Phrasebook named(String name) {
        try (var in = Phrasebook.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("phrasebook " + name + " is missing from the build");
            }
            return new Phrasebook(name, sections(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The phrasebooks of a task, from {@code <task>.en.txt} and {@code <task>.zh.txt}. */
    static Pair ofTask(String task) {
        return new Pair(named(task + ".en.txt"), named(task + ".zh.txt"));
    }

    /** One for each language. */
    record Pair(Phrasebook english, Phrasebook chinese) {
        Phrasebook in(Language language) {
            return language == Language.ENGLISH ? english : chinese;
        }
    }

    /** Empty when there is no such section. */
    List<String> section(String section) {
        return sections.getOrDefault(section, List.of());
    }

    Map<String, List<String>> sections() {
        return sections;
    }

    /**
     * The phrases of one half: for evaluation every sixth.
     *
     * @param before number of phrases that come before these in the same list
     */
    static List<String> ofSplit(List<String> phrases, int before, Split split) {
        return IntStream.range(0, phrases.size())
                .filter(i -> ((before + i) % EVALUATION_ONE_IN == EVALUATION_REMAINDER) == (split == Split.EVALUATION))
                .mapToObj(phrases::get)
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }

    private static Map<String, List<String>> sections(String text) {
        var sections = new LinkedHashMap<String, List<String>>();
        var section = new ArrayList<String>();
        for (var line : text.split("\n")) {
            if (line.startsWith("[") && line.endsWith("]")) {
                section = new ArrayList<>();
                sections.put(line.substring(1, line.length() - 1), section);
            } else if (!line.isBlank()) {
                section.add(line.strip());
            }
        }
        return sections;
    }
}
