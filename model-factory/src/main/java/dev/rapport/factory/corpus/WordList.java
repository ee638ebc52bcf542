package dev.rapport.factory.corpus;

import dev.rapport.tuning.pair.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Words of a bundled list. */
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

    /** The words of one half, every word in exactly one. */
    WordList of(Split split) {
        return new WordList(words.stream()
                .filter(word -> HeldOut.isIn(word) == (split == Split.EVALUATION))
                .toList());
    }

    /** For words that say little, such as colours: all of them in the evaluation, those of the training there. */
    WordList sharedWith(Split split) {
        return split == Split.EVALUATION ? this : of(split);
    }

    String any(RandomGenerator random) {
        return words.get(random.nextInt(words.size()));
    }

    List<String> all() {
        return words;
    }
}
