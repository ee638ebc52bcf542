package dev.rapport.factory.corpus;

import dev.rapport.runtime.terminal.TextFile;
import dev.rapport.tuning.data.ReplyTokenizer;
import dev.rapport.tuning.pair.BadDataException;
import dev.rapport.tuning.pair.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Real titles of products, from a file that a user has the right to train on. A title with a word that is never trained on
 * is for evaluation, and one in ten of the others.
 *
 * @param training   to learn from
 * @param evaluation never to be trained on
 */
public record ProductTitles(List<String> training, List<String> evaluation) {
    /** No titles. */
    public static final ProductTitles NONE = new ProductTitles(List.of(), List.of());

    private static final int MIN_LENGTH = 3;
    private static final int MAX_LENGTH = 60;
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    private static final Predicate<String> LETTERS =
            title -> title.chars().filter(Character::isLetter).count() > 1;

    public ProductTitles {
        training = List.copyOf(training);
        evaluation = List.copyOf(evaluation);
    }

    /**
     * Reads a title a line, in UTF-8; empty lines and titles that come again do not count. Titles of more than 60
     * characters are left out, as replies are short, and so are those with fewer than two letters.
     *
     * @throws BadDataException when the file is not text, or no title can be used
     */
    public static ProductTitles read(Path file) throws IOException {
        var titles = lines(file).stream()
                .map(line -> SPACES.matcher(line).replaceAll(" ").strip())
                .filter(title -> title.length() >= MIN_LENGTH && title.length() <= MAX_LENGTH)
                .filter(LETTERS.and(title -> !title.contains(ReplyTokenizer.END_MARK)))
                .distinct()
                .collect(Collectors.partitioningBy(ProductTitles::isForEvaluation));
        if (titles.values().stream().allMatch(List::isEmpty)) {
            throw new BadDataException(
                    file + ": no title of " + MIN_LENGTH + " to " + MAX_LENGTH + " characters, two of them letters");
        }
        return new ProductTitles(titles.getOrDefault(false, List.of()), titles.getOrDefault(true, List.of()));
    }

    private static List<String> lines(Path file) throws IOException {
        try (var reader = TextFile.open(file, BadDataException::new)) {
            return reader.lines().toList();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof MalformedInputException) {
                throw new BadDataException(file + ": not UTF-8 text");
            }
            throw e;
        } catch (MalformedInputException e) {
            throw new BadDataException(file + ": not UTF-8 text");
        }
    }

    List<String> of(Split split) {
        return split == Split.TRAINING ? training : evaluation;
    }

    private static boolean isForEvaluation(String title) {
        return HeldOut.isIn(title) || Split.of(title) == Split.EVALUATION;
    }
}
