package dev.rapport.ingestion.capture.source;

import dev.rapport.ingestion.capture.WriteKey;
import dev.rapport.runtime.yaml.YamlException;
import dev.rapport.runtime.yaml.YamlFields;
import dev.rapport.runtime.yaml.YamlProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a file of sources; every problem is named with its place, and no write key is in a message. */
final class SourcesText {
    private static final String SOURCES = "sources";
    private static final String WRITE_KEYS = "write-keys";
    private static final String LIMIT = "events-per-second";
    /** What can be the user name of Basic authentication and a part of a path. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._~-]{1,200}");

    private static final Pattern NAME = Pattern.compile("\\S(.{0,98}\\S)?");

    /** What the file says of a source. */
    private record Declared(List<String> writeKeys, int eventsPerSecond) {}

    private SourcesText() {}

    /**
     * The write keys of a file.
     *
     * @param eventsPerSecond limit of sources that state none
     * @param more            keys from elsewhere, which the file may not have too
     * @throws IllegalArgumentException with every problem
     */
    static Map<String, WriteKey> parse(String text, int eventsPerSecond, Map<String, WriteKey> more) {
        var problems = new ArrayList<YamlProblem>();
        var keys = new HashMap<>(more);
        try {
            var file = YamlFields.parse(text, "a file of sources", problems);
            file.requiredMapping(SOURCES).ifPresent(sources -> read(sources, eventsPerSecond, keys));
            file.finish();
            if (keys.isEmpty() && problems.isEmpty()) {
                file.problemOf(SOURCES, "must have at least one source");
            }
        } catch (YamlException e) {
            problems.add(e.problem());
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.stream()
                    .sorted(YamlProblem.IN_ORDER)
                    .map(YamlProblem::toString)
                    .collect(Collectors.joining("; ")));
        }
        return Map.copyOf(keys);
    }

    private static void read(YamlFields sources, int eventsPerSecond, Map<String, WriteKey> keys) {
        var declared = sources.entries(
                scalar -> new Declared(List.of(), eventsPerSecond), source -> declared(source, eventsPerSecond));
        declared.forEach((name, source) -> {
            if (!NAME.matcher(name).matches()) {
                sources.problemOf(name, "the name of a source has 1 to 100 characters, without blanks around them");
            }
            if (source.writeKeys.isEmpty()) {
                sources.problemOf(name, "must have at least one valid key in " + WRITE_KEYS);
            }
            for (var key : source.writeKeys) {
                if (keys.put(key, new WriteKey(key, name, source.eventsPerSecond)) != null) {
                    sources.problemOf(name, "one of its write keys is given twice, or is of another source too");
                }
            }
        });
    }

    private static Declared declared(YamlFields source, int eventsPerSecond) {
        var keys = source.eachOf(WRITE_KEYS, SourcesText::key);
        var limit = source.parsed(LIMIT, eventsPerSecond, SourcesText::limit, eventsPerSecond);
        source.finish();
        return new Declared(keys, limit);
    }

    private static String key(String text) {
        if (!KEY.matcher(text).matches()) {
            throw new IllegalArgumentException("a write key has 1 to 200 letters, digits and . _ ~ -");
        }
        return text;
    }

    private static int limit(String text) {
        var limit = Integer.parseInt(text);
        if (limit < 0) {
            throw new IllegalArgumentException("must be at least 0; 0 means unlimited");
        }
        return limit;
    }
}
