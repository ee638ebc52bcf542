package dev.rapport.runtime.config;

import dev.rapport.runtime.value.ByteSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads typed values and remembers every problem, so that all are reported together by {@link #finish()}. As each key
 * is read with its default and its sentence, the reader also knows the reference. Not thread-safe.
 */
public final class ConfigReader {
    /**
     * One line of the reference.
     *
     * @param key          full name
     * @param type         form of the value, in words
     * @param defaultValue as it would be written, empty when there is none
     * @param doc          one sentence
     */
    public record Documented(String key, String type, String defaultValue, String doc) {}

    private final Settings settings;
    /** A key may be read twice. */
    private final Set<String> problems = new LinkedHashSet<>();

    private final Map<String, Documented> documented = new LinkedHashMap<>();
    private final RenamedKeys renamed;

    public ConfigReader(Settings settings) {
        this(settings, RenamedKeys.known());
    }

    ConfigReader(Settings settings, RenamedKeys renamed) {
        this.settings = settings;
        this.renamed = renamed;
    }

    /** A text. */
    public String text(String key, String defaultValue, String doc) {
        return read(key, "text", defaultValue, defaultValue, doc, Function.identity());
    }

    /** A text that may be absent. */
    public Optional<String> optionalText(String key, String doc) {
        document(key, "text", "", doc);
        return settings.get(key).filter(value -> !value.isEmpty());
    }

    /** A whole number. */
    public int integer(String key, int defaultValue, String doc) {
        return read(key, "whole number", defaultValue, Integer.toString(defaultValue), doc, Integer::valueOf);
    }

    /** A number; never infinite nor not-a-number. */
    public double number(String key, double defaultValue, String doc) {
        return read(key, "number", defaultValue, Double.toString(defaultValue), doc, ConfigReader::parseNumber);
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String key, boolean defaultValue, String doc) {
        return read(key, "true or false", defaultValue, Boolean.toString(defaultValue), doc, ConfigReader::parseFlag);
    }

    /** A length of time such as {@code 250ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d}. */
    public Duration duration(String key, Duration defaultValue, String doc) {
        return read(key, "duration", defaultValue, Durations.format(defaultValue), doc, Durations::parse);
    }

    /** A size such as {@code 32KiB}. */
    public ByteSize size(String key, ByteSize defaultValue, String doc) {
        return read(key, "size", defaultValue, defaultValue.toString(), doc, ByteSize::parse);
    }

    /** Comma-separated texts, blanks trimmed, empty ones dropped. */
    public List<String> list(String key, List<String> defaultValue, String doc) {
        return read(
                key,
                "comma-separated texts",
                defaultValue,
                String.join(",", defaultValue),
                doc,
                value -> List.of(value.split(",")).stream()
                        .map(String::trim)
                        .filter(item -> !item.isEmpty())
                        .toList());
    }

    /** Comma-separated {@code key=value} pairs, in the order given. */
    public Map<String, String> map(String key, Map<String, String> defaultValue, String doc) {
        var written = new ArrayList<String>();
        defaultValue.forEach((name, value) -> written.add(name + "=" + value));
        return read(
                key, "comma-separated key=value", defaultValue, String.join(",", written), doc, ConfigReader::parseMap);
    }

    /** Builds a record whose constructor checks its values; a refusal becomes a problem and {@code fallback} is used. */
    public <T> T build(Supplier<T> record, Supplier<T> fallback) {
        try {
            return record.get();
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
            return fallback.get();
        }
    }

    /**
     * Ends the reading.
     *
     * @throws ConfigException with all problems, among them keys that were not read and old names of renamed settings
     */
    public void finish() {
        for (var key : settings.keys()) {
            if (!documented.containsKey(key)) {
                var now = renamed.of(key);
                problems.add(key + ": " + now.map(ConfigReader::renamedTo).orElse("there is no such setting"));
            }
        }
        var known = knownVariables();
        for (var name : settings.variables()) {
            if (!known.contains(name)) {
                renamed.ofVariable(name).ifPresent(now -> problems.add("environment " + name + ": " + renamedTo(now)));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(List.copyOf(problems));
        }
    }

    /**
     * Environment variables that look like settings of this process and are none: their first word is that of a key
     * which was read. They are no problems, as an environment may be shared with processes of another version.
     */
    public List<String> unknownVariables() {
        var names = knownVariables();
        var sections = documented.keySet().stream()
                .filter(key -> key.contains("."))
                .map(key -> Settings.environmentName(key.substring(0, key.indexOf('.') + 1)))
                .collect(Collectors.toSet());
        return settings.variables().stream()
                .filter(name -> !names.contains(name) && sections.stream().anyMatch(name::startsWith))
                .toList();
    }

    private Set<String> knownVariables() {
        return documented.keySet().stream().map(Settings::environmentName).collect(Collectors.toSet());
    }

    private static String renamedTo(String now) {
        return "was renamed to " + now;
    }

    /** Every key read so far, in the order read. */
    public List<Documented> documented() {
        return List.copyOf(documented.values());
    }

    private <T> T read(
            String key, String type, T defaultValue, String defaultText, String doc, Function<String, T> parse) {
        document(key, type, defaultText, doc);
        var value = settings.get(key);
        if (value.isEmpty()) {
            return defaultValue;
        }
        try {
            return parse.apply(value.get());
        } catch (IllegalArgumentException e) {
            var why = e instanceof NumberFormatException ? "expected a " + type : e.getMessage();
            problems.add(key + "=" + value.get() + " (" + settings.origin(key) + "): " + why);
            return defaultValue;
        }
    }

    private void document(String key, String type, String defaultText, String doc) {
        documented.putIfAbsent(key, new Documented(key, type, defaultText, doc));
    }

    private static Double parseNumber(String value) {
        var number = Double.parseDouble(value);
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("expected a finite number");
        }
        return number;
    }

    private static Boolean parseFlag(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    private static Map<String, String> parseMap(String text) {
        var parsed = new LinkedHashMap<String, String>();
        for (var pair : text.split(",")) {
            var equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("expected key=value pairs, found '" + pair.trim() + "'");
            }
            parsed.put(
                    pair.substring(0, equals).trim(), pair.substring(equals + 1).trim());
        }
        return parsed;
    }
}
