package dev.rapport.tuning.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Words of a bundled list, each in its half of the {@link Split}. */
final class WordList {
    private final List<String> words;

    private WordList(List<String> words) {
        this.words = words;
    }

    /** @param name file beside this class, words separated by commas or line ends */
    static WordList named(String name) {
        try (var in = WordList.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("word list " + name + " is missing from the build");
            }
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new WordList(Arrays.stream(text.split("[,\n]"))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .distinct()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    WordList of(Split split) {
        return new WordList(words.stream().filter(split::holds).toList());
    }

    String any(RandomGenerator random) {
        return words.get(random.nextInt(words.size()));
    }

    List<String> all() {
        return words;
    }
}
