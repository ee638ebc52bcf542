package dev.rapport.ingestion.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rapport.ingestion.capture.Sources;
import dev.rapport.ingestion.capture.WriteKey;
import dev.rapport.runtime.config.ConfigException;
import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfiguredSourcesTest {
    private static final String TWO_KEYS = """
            sources:
              shop:
                write-keys: [old-key, new-key]
                events-per-second: 500
              app:
                write-keys:
                  - app-key
            """;

    @TempDir
    private Path folder;

    private final AtomicInteger refused = new AtomicInteger();

    @Test
    void takesTheKeysOfTheSettings() {
        // When
        var sources =
                sources(Map.of("ingestion.capture.write-keys", "key=shop", "ingestion.capture.events-per-second", "7"));
        // Then
        assertThat(sources.find("key")).contains(new WriteKey("key", "shop", 7));
        assertThat(sources.find("rapport-demo-key")).isEmpty();
    }

    @Test
    void takesAKeyForTryingThingsOut() {
        // When
        var sources = sources(Map.of());
        // Then
        assertThat(sources.find("rapport-demo-key")).contains(new WriteKey("rapport-demo-key", "demo"));
    }

    @Test
    void takesEveryKeyOfAFileAndNotThePublishedOne() throws IOException {
        // When
        var sources = sources(withFile(TWO_KEYS, "ingestion.capture.events-per-second", "7"));
        // Then
        assertThat(sources.find("old-key")).contains(new WriteKey("old-key", "shop", 500));
        assertThat(sources.find("new-key")).contains(new WriteKey("new-key", "shop", 500));
        assertThat(sources.find("app-key")).contains(new WriteKey("app-key", "app", 7));
        assertThat(sources.find("rapport-demo-key")).isEmpty();
    }

    @Test
    void takesTheKeysOfTheSettingsBesideThoseOfAFile() throws IOException {
        // When
        var sources = sources(withFile(TWO_KEYS, "ingestion.capture.write-keys", "key=site"));
        // Then
        assertThat(sources.find("key")).contains(new WriteKey("key", "site"));
        assertThat(sources.find("app-key")).isPresent();
    }

    @Test
    void endsAKeyWithoutARestart() throws IOException {
        // Given
        var sources = sources(withFile(TWO_KEYS));
        // When
        file(TWO_KEYS.replace("old-key, ", ""));
        // Then
        await().until(() -> sources.find("old-key").isEmpty());
        assertThat(sources.find("new-key")).isPresent();
    }

    @Test
    void keepsTheSourcesWhileTheFileCannotBeUsed() throws IOException {
        // Given
        var sources = sources(withFile(TWO_KEYS));
        // When
        file("sources: {");
        // Then
        await().until(() -> sources.find("old-key").isPresent() && refused.get() == 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sources: {} | sources: must have at least one source",
                "keys: {} | line 1, column 1: sources: is missing; line 1, column 1: keys: there is no such key",
                "sources: {shop: secret} | line 1, column 17: sources.shop: must have at least one valid key in write-keys",
                "sources: {shop: {write-keys: []}} | sources.shop: must have at least one valid key in write-keys",
                "sources: {shop: {write-keys: ['secret:']}} | sources.shop.write-keys: a write key has 1 to 200 letters",
                "sources: {shop: {write-keys: [secret, secret]}} | sources.shop: one of its write keys is given twice",
                "sources: {a: {write-keys: [secret]}, b: {write-keys: [secret]}} | sources.b: one of its write keys",
                "sources: {shop: {write-keys: [secret], events-per-second: -1}} | events-per-second: must be at least 0",
                "sources: {shop: {write-keys: [secret], rate: 1}} | sources.shop.rate: there is no such key",
                "sources: {' shop': {write-keys: [secret]}} | the name of a source has 1 to 100 characters",
            })
    void namesPlaceAndRuleAndNoKey(String text, String problem) throws IOException {
        // Given
        var settings = withFile(text);
        // When
        assertThatThrownBy(() -> sources(settings))
                // Then
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ingestion.sources.file=")
                .hasMessageContaining(problem)
                .hasMessageNotContaining("secret");
    }

    private Map<String, String> withFile(String text, String... more) throws IOException {
        var settings = new HashMap<>(Map.of("ingestion.sources.file", file(text).toString()));
        for (var i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("sources.yaml"), text);
    }

    private Sources sources(Map<String, String> settings) {
        var in = new ConfigReader(Settings.of(settings));
        var sources = ConfiguredSources.from(in, refused::incrementAndGet);
        in.finish();
        return sources;
    }
}
