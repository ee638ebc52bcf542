package dev.rapport.runtime.config;

import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Raw settings in layers; the later layer wins: file, environment, flags. The environment name of a key is
 * {@code RAPPORT_} and the key in upper snake case: {@code inference.batching.max-slots} is
 * {@code RAPPORT_INFERENCE_BATCHING_MAX_SLOTS}.
 */
public final class Settings {
    private static final String PREFIX = "RAPPORT_";
    private static final String KAFKA = "kafka.";

    private final Map<String, String> file;
    private final Map<String, String> environment;
    private final Map<String, String> flags;

    private Settings(Map<String, String> file, Map<String, String> environment, Map<String, String> flags) {
        this.file = Map.copyOf(file);
        this.environment = Map.copyOf(environment);
        this.flags = Map.copyOf(flags);
    }

    /** No settings at all: every key has its default. */
    public static Settings none() {
        return new Settings(Map.of(), Map.of(), Map.of());
    }

    /** Settings given in code, as flags. */
    public static Settings of(Map<String, String> flags) {
        return new Settings(Map.of(), Map.of(), flags);
    }

    /**
     * Settings of a process.
     *
     * @param file        properties file in UTF-8, if any
     * @param environment environment variables; those that do not start with {@code RAPPORT_} are ignored
     * @param flags       settings from the command line, by key
     * @throws ConfigException when the file cannot be read
     */
    public static Settings load(Optional<Path> file, Map<String, String> environment, Map<String, String> flags) {
        return new Settings(file.map(Settings::read).orElse(Map.of()), environment, flags);
    }

    /** These settings with some more flags on top. */
    public Settings with(Map<String, String> moreFlags) {
        var merged = new LinkedHashMap<>(flags);
        merged.putAll(moreFlags);
        return new Settings(file, environment, merged);
    }

    /** The value of a key from the strongest layer that has it. */
    public Optional<String> get(String key) {
        var value = flags.get(key);
        if (value == null) {
            value = environment.get(environmentName(key));
        }
        if (value == null) {
            value = file.get(key);
        }
        return Optional.ofNullable(value).map(String::trim);
    }

    /** Where a value comes from, for messages. */
    String origin(String key) {
        if (flags.containsKey(key)) {
            return "flag";
        }
        return environment.containsKey(environmentName(key)) ? "environment " + environmentName(key) : "file";
    }

    /** Kafka's own settings: everything under {@code kafka.}, without that prefix. */
    public Map<String, String> kafka() {
        var settings = new TreeMap<String, String>();
        file.forEach((key, value) -> putKafka(settings, key, value));
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX + "KAFKA_")) {
                putKafka(
                        settings,
                        name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.'),
                        value);
            }
        });
        flags.forEach((key, value) -> putKafka(settings, key, value));
        return settings;
    }

    /** Keys of file and flags, Kafka's left out; the environment is not listed, as its names cannot be turned back. */
    List<String> keys() {
        var keys = new TreeMap<String, String>(file);
        keys.putAll(flags);
        return keys.keySet().stream().filter(key -> !key.startsWith(KAFKA)).toList();
    }

    /** Environment variables with our prefix, Kafka's left out. */
    List<String> variables() {
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !name.startsWith(PREFIX + "KAFKA_"))
                .sorted()
                .toList();
    }

    /** Name of the environment variable of a key. */
    public static String environmentName(String key) {
        return PREFIX + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static void putKafka(Map<String, String> settings, String key, String value) {
        if (key.startsWith(KAFKA)) {
            settings.put(key.substring(KAFKA.length()), value);
        }
    }

    private static Map<String, String> read(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new ConfigException(List.of("settings file " + FileFault.unreadable(file, e)));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(List.of("settings file " + file + " cannot be read: " + e.getMessage()));
        }
        var settings = new LinkedHashMap<String, String>();
        properties.forEach((key, value) -> settings.put(key.toString(), value.toString()));
        return settings;
    }
}
