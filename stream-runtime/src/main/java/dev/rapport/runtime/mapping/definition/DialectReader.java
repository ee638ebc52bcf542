package dev.rapport.runtime.mapping.definition;

import dev.rapport.runtime.mapping.CsvDialect;
import dev.rapport.runtime.mapping.NumberNotation;
import dev.rapport.runtime.yaml.YamlFields;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;

/** Reads the part {@code csv} of a mapping file. */
final class DialectReader {
    private static final CsvDialect USUAL = CsvDialect.RFC_4180;

    private DialectReader() {}

    /** The dialect; the usual one where there are problems. */
    static CsvDialect read(YamlFields csv) {
        char delimiter = csv.parsed("delimiter", USUAL.delimiter(), DialectReader::character, USUAL.delimiter());
        char quote = csv.parsed("quote", USUAL.quote(), DialectReader::character, USUAL.quote());
        if (delimiter == quote) {
            csv.problemOf("quote", "must differ from the delimiter");
        }
        var encoding = csv.parsed("encoding", USUAL.encoding(), DialectReader::encoding, USUAL.encoding());
        var numbers = numbers(csv);
        csv.finish();
        return new CsvDialect(delimiter, quote, encoding, numbers);
    }

    private static NumberNotation numbers(YamlFields csv) {
        char decimal = csv.parsed("decimal", '.', DialectReader::character, '.');
        var thousands = csv.optional("thousands", DialectReader::character, ' ');
        try {
            return new NumberNotation(decimal, thousands);
        } catch (IllegalArgumentException e) {
            csv.problem(csv.placeOf("decimal"), "csv: " + e.getMessage());
            return USUAL.numbers();
        }
    }

    private static Charset encoding(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException(
                    "must be one such as UTF-8, UTF-16, ISO-8859-1, windows-1252, not '" + name + "'", e);
        }
    }

    private static char character(String text) {
        if (text.equals("tab")) {
            return '\t';
        }
        if (text.length() != 1 || "\r\n\f".contains(text)) {
            throw new IllegalArgumentException("must be one character, or tab, not '" + text + "'");
        }
        return text.charAt(0);
    }
}
