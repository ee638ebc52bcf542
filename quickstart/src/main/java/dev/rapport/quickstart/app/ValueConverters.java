package dev.rapport.quickstart.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From what was written to values, with rules in place of the names of Java's types and exceptions. */
final class ValueConverters {
    private static final String WHOLE_NUMBER = "must be a whole number";
    private static final String NUMBER = "must be a number";

    private ValueConverters() {}

    /** For the options of all commands; register it after the commands. */
    static CommandLine registerOn(CommandLine commandLine) {
        return commandLine
                .registerConverter(int.class, number(Integer::valueOf, WHOLE_NUMBER))
                .registerConverter(Integer.class, number(Integer::valueOf, WHOLE_NUMBER))
                .registerConverter(long.class, number(Long::valueOf, WHOLE_NUMBER))
                .registerConverter(Long.class, number(Long::valueOf, WHOLE_NUMBER))
                .registerConverter(double.class, number(Double::valueOf, NUMBER))
                .registerConverter(Double.class, number(Double::valueOf, NUMBER))
                .registerConverter(Path.class, ValueConverters::path)
                .registerConverter(URI.class, ValueConverters::uri);
    }

    private static <T> ITypeConverter<T> number(Function<String, T> conversion, String rule) {
        return text -> {
            try {
                return conversion.apply(text.strip());
            } catch (NumberFormatException e) {
                throw new TypeConversionException(rule + ", is '" + text + "'");
            }
        };
    }

    private static Path path(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("must name a file or a folder, is empty");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("must be a path, is '" + text + "'");
        }
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new TypeConversionException("must be a URL such as http://localhost:8080, is '" + text + "'");
        }
    }
}
