package dev.rapport.runtime.mapping;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How a CSV file is written.
 *
 * @param delimiter between two values of a row
 * @param quote     around a value that has a delimiter or a line break in it
 * @param encoding  of files without a byte order mark
 * @param numbers   how numbers are written
 */
public record CsvDialect(char delimiter, char quote, Charset encoding, NumberNotation numbers) {
    /** Delimiters in use, the most usual first. */
    public static final String USUAL_DELIMITERS = ",;\t|";

    /** That of a mapping that says nothing: commas, double quotes, UTF-8, numbers such as 1234.5. */
    public static final CsvDialect RFC_4180 =
            new CsvDialect(',', '"', StandardCharsets.UTF_8, new NumberNotation('.', Optional.empty()));

    /** The same with another delimiter. */
    public CsvDialect withDelimiter(char other) {
        return new CsvDialect(other, quote, encoding, numbers);
    }

    /** A delimiter as a mapping file names it. */
    public static String nameOf(char delimiter) {
        return delimiter == '\t' ? "tab" : "\"" + delimiter + "\"";
    }
}
