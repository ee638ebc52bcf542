package dev.rapport.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
    private static final String KEY = "inference.batching.max-slots";
    private static final String ENVIRONMENT_NAME = "RAPPORT_INFERENCE_BATCHING_MAX_SLOTS";

    @TempDir
    Path folder;

    @Test
    void prefersFlagOverEnvironmentOverFile() throws IOException {
        // Given
        var file = Optional.of(file(KEY + "=1"));
        // When
        var onlyFile = Settings.load(file, Map.of(), Map.of());
        var withEnvironment = Settings.load(file, Map.of(ENVIRONMENT_NAME, "2"), Map.of());
        var withFlag = Settings.load(file, Map.of(ENVIRONMENT_NAME, "2"), Map.of(KEY, "3"));
        // Then
        assertThat(onlyFile.get(KEY)).contains("1");
        assertThat(withEnvironment.get(KEY)).contains("2");
        assertThat(withFlag.get(KEY)).contains("3");
    }

    @Test
    void saysWhereAValueComesFrom() throws IOException {
        // Given
        var settings = Settings.load(Optional.of(file("a=1")), Map.of("RAPPORT_B", "2"), Map.of("c", "3"));
        // Then
        assertThat(settings.origin("a")).isEqualTo("file");
        assertThat(settings.origin("b")).isEqualTo("environment RAPPORT_B");
        assertThat(settings.origin("c")).isEqualTo("flag");
    }

    @Test
    void passesKafkaSettingsOnVerbatimFromEveryLayer() throws IOException {
        // Given
        var file = Optional.of(file("kafka.security.protocol=SASL_SSL\nkafka.linger.ms=1\nhttp.port=1"));
        var environment = Map.of("RAPPORT_KAFKA_LINGER_MS", "2", "RAPPORT_KAFKA_BATCH_SIZE", "9", "KAFKA_ACKS", "0");
        // When
        var settings = Settings.load(file, environment, Map.of("kafka.batch.size", "10"));
        // Then
        assertThat(settings.kafka())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("security.protocol", "SASL_SSL", "linger.ms", "2", "batch.size", "10"));
    }

    @Test
    void readsTheFileAsUtf8() throws IOException {
        assertThat(Settings.load(Optional.of(file("shop=Käse 奶酪")), Map.of(), Map.of())
                        .get("shop"))
                .contains("Käse 奶酪");
    }

    @Test
    void namesTheFileThatCannotBeRead() {
        var missing = folder.resolve("missing.properties");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Settings.load(Optional.of(missing), Map.of(), Map.of()))
                .withMessageContaining(missing.toString());
    }

    @Test
    void keepsWhatItHadWhenMoreFlagsCome() {
        // When
        var settings = Settings.of(Map.of("a", "1", "b", "1")).with(Map.of("b", "2"));
        // Then
        assertThat(settings.get("a")).contains("1");
        assertThat(settings.get("b")).contains("2");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("rapport.properties"), text);
    }
}
