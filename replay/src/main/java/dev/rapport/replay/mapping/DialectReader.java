package dev.rapport.replay.mapping;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;

/** Reads the part {@code csv} of a mapping file. */
final class DialectReader {
    private final YamlObject csv;

    private DialectReader(YamlObject csv) {
        this.csv = csv.allowing("delimiter", "quote", "decimal", "thousands", "encoding");
    }

    /** @throws UnusableFileException with the place of what is wrong */
    static CsvDialect read(YamlObject csv) {
        return new DialectReader(csv).dialect();
    }

    private CsvDialect dialect() {
        char delimiter = character("delimiter").orElse(',');
        char quote = character("quote").orElse('"');
        if (delimiter == quote) {
            throw csv.problem("quote", "'quote' and 'delimiter' must differ");
        }
        return new CsvDialect(delimiter, quote, encoding(), numbers());
    }

    private NumberNotation numbers() {
        try {
            return new NumberNotation(character("decimal").orElse('.'), character("thousands"));
        } catch (IllegalArgumentException e) {
            throw csv.problem("decimal", String.valueOf(e.getMessage()));
        }
    }

    private Charset encoding() {
        var name = csv.optionalText("encoding").orElse("UTF-8");
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw csv.problem(
                    "encoding",
                    "'encoding' must be one such as UTF-8, UTF-16, ISO-8859-1, windows-1252, it is " + name);
        }
    }

    private Optional<Character> character(String key) {
        return csv.optionalText(key).map(text -> {
            if (text.equals("tab")) {
                return '\t';
            }
            if (text.length() != 1 || "\r\n\f".contains(text)) {
                throw csv.problem(key, "'" + key + "' must be one character, or tab, it is '" + text + "'");
            }
            return text.charAt(0);
        });
    }
}
