package dev.rapport.factory.corpus;

import dev.rapport.runtime.terminal.TextFile;
import dev.rapport.tuning.data.ReplyTokenizer;
import dev.rapport.tuning.pair.BadDataException;
import dev.rapport.tuning.pair.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Real requests of customers with their intents, from a file that a user has the right to train on. One half may be
 * trained on, the other half is for evaluation; texts that differ in case, digits and punctuation only are in the same
 * half.
 *
 * @param training   to learn from
 * @param evaluation never to be trained on
 */
public record LabelledRequests(List<Request> training, List<Request> evaluation) {
    /** No requests. */
    public static final LabelledRequests NONE = new LabelledRequests(List.of(), List.of());

    private static final List<String> TEXT_COLUMNS = List.of("instruction", "utterance", "request");
    private static final String INTENT_COLUMN = "intent";
    private static final String ANSWER_COLUMN = "response";
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}]+");

    /**
     * A request in English.
     *
     * @param text   on one line
     * @param intent what it asks for
     * @param answer the reply in the file; never trained on
     */
    public record Request(String text, Intent intent, Optional<String> answer) {
        /** A request without an answer. */
        public Request(String text, Intent intent) {
            this(text, intent, Optional.empty());
        }

        /** A prompt of the task {@code support} with this request and nothing else. */
        public String prompt() {
            return PromptText.of("support")
                    .with("language", Language.ENGLISH.code())
                    .with("request", text)
                    .toString();
        }

        private String letters() {
            return NOT_LETTERS
                    .matcher(text.toLowerCase(Locale.ROOT))
                    .replaceAll(" ")
                    .strip();
        }

        private boolean isForEvaluation() {
            return (Split.hash(letters()) & 1) == 0;
        }
    }

    public LabelledRequests {
        training = List.copyOf(training);
        evaluation = List.copyOf(evaluation);
    }

    /**
     * Reads a CSV file in UTF-8 with a header: the text in a column {@code instruction}, {@code utterance} or
     * {@code request}, the {@link Intent#code} in a column {@code intent}, and perhaps an answer in a column
     * {@code response}; other columns are ignored.
     *
     * @throws BadDataException on the first line that cannot be used
     */
    public static LabelledRequests read(Path file) throws IOException {
        var requests = new ArrayList<Request>();
        try (var parser = CSVParser.parse(TextFile.open(file, BadDataException::new), csv())) {
            var column = TEXT_COLUMNS.stream()
                    .filter(parser.getHeaderMap()::containsKey)
                    .findFirst()
                    .orElseThrow(() -> new BadDataException(file + ": no column " + String.join(" or ", TEXT_COLUMNS)));
            if (!parser.getHeaderMap().containsKey(INTENT_COLUMN)) {
                throw new BadDataException(file + ": no column " + INTENT_COLUMN);
            }
            var line = parser.getCurrentLineNumber() + 1;
            for (var rows = parser.iterator(); rows.hasNext(); line = parser.getCurrentLineNumber() + 1) {
                requests.add(request(rows.next(), column, file + ":" + line + ": "));
            }
        } catch (MalformedInputException e) {
            throw new BadDataException(file + ": not UTF-8 text");
        } catch (UncheckedIOException e) {
            throw new BadDataException(file + ": " + e.getMessage());
        }
        var halves = requests.stream().collect(Collectors.partitioningBy(Request::isForEvaluation));
        return new LabelledRequests(halves.getOrDefault(false, List.of()), halves.getOrDefault(true, List.of()));
    }

    private static Request request(CSVRecord row, String column, String where) {
        if (!row.isConsistent()) {
            throw new BadDataException(where + "not as many columns as the header");
        }
        var text = SPACES.matcher(row.get(column)).replaceAll(" ").strip();
        if (text.isEmpty()) {
            throw new BadDataException(where + "\"" + column + "\" is empty");
        }
        if (text.contains(ReplyTokenizer.END_MARK)) {
            throw new BadDataException(where + "\"" + column + "\" must not contain " + ReplyTokenizer.END_MARK);
        }
        var name = row.get(INTENT_COLUMN);
        var intent = Intent.of(name).orElseThrow(() -> new BadDataException(where + "unknown intent \"" + name + "\""));
        var answer = row.isMapped(ANSWER_COLUMN) ? row.get(ANSWER_COLUMN) : "";
        return new Request(text, intent, Optional.of(answer).filter(some -> !some.isBlank()));
    }

    private static CSVFormat csv() {
        return CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    }
}
