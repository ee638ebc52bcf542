package dev.rapport.ingestion.capture.source;

import dev.rapport.ingestion.capture.Sources;
import dev.rapport.ingestion.capture.WriteKey;
import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.WatchedFile;
import dev.rapport.runtime.value.Checks;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The write keys of the settings, and those of a file that is read again when it changes. */
public final class ConfiguredSources implements Sources {
    /** A key for trying things out. */
    public static final Sources DEMO = new ConfiguredSources(() -> Settings.DEFAULT.keys());

    private static final String WRITE_KEYS = "ingestion.capture.write-keys";
    private static final String LIMIT = "ingestion.capture.events-per-second";
    private static final String FILE = "ingestion.sources.file";

    private final Supplier<Map<String, WriteKey>> current;

    private ConfiguredSources(Supplier<Map<String, WriteKey>> current) {
        this.current = current;
    }

    /**
     * From settings; a file that they name is read at once.
     *
     * @param onRefused told of every later version of the file that cannot be used, once
     */
    public static Sources from(ConfigReader in, Runnable onRefused) {
        var file = in.optionalText(
                        FILE,
                        "YAML file of sources, each with its write keys and its limit; it is read again when it changes.")
                .map(Path::of);
        var names = in.map(
                WRITE_KEYS,
                Settings.DEFAULT.sources,
                "Write keys that are accepted, each with the name of its source. With a file of sources the default is none.");
        var limit = in.integer(
                LIMIT,
                Settings.DEFAULT.eventsPerSecond,
                "Events that may be written with one write key, in a second; 0 means unlimited. The file of sources may say"
                        + " otherwise for a source.");
        return in.build(() -> of(new Settings(names, limit), file, onRefused), () -> DEMO);
    }

    private static Sources of(Settings settings, Optional<Path> file, Runnable onRefused) {
        if (file.isEmpty()) {
            var keys = settings.keys();
            Checks.atLeast(1, keys.size(), WRITE_KEYS);
            return new ConfiguredSources(() -> keys);
        }
        // The published key is not for those who have their own.
        var simple = settings.sources.equals(Settings.DEFAULT.sources) ? Map.<String, WriteKey>of() : settings.keys();
        try {
            var watched = WatchedFile.open(
                    file.get(), text -> SourcesText.parse(text, settings.eventsPerSecond, simple), onRefused);
            return new ConfiguredSources(watched::current);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(FILE + "=" + e.getMessage(), e);
        }
    }

    @Override
    public Optional<WriteKey> find(String writeKey) {
        return Optional.ofNullable(current.get().get(writeKey));
    }

    /** @param sources name of the source by its write key */
    private record Settings(Map<String, String> sources, int eventsPerSecond) {
        static final Settings DEFAULT = new Settings(Map.of("rapport-demo-key", "demo"), 0);

        Settings {
            sources = Map.copyOf(sources);
            sources.values().forEach(source -> Checks.notBlank(source, WRITE_KEYS));
            Checks.atLeast(0, eventsPerSecond, LIMIT);
        }

        Map<String, WriteKey> keys() {
            var keys = new LinkedHashMap<String, WriteKey>();
            sources.forEach((key, source) -> keys.put(key, new WriteKey(key, source, eventsPerSecond)));
            return Map.copyOf(keys);
        }
    }
}
