package dev.rapport.inference.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rapport.inference.openai.ApiMode;
import dev.rapport.inference.openai.Extensions;
import dev.rapport.runtime.config.ConfigException;
import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiSettingsTest {
    private static final Map<String, String> NEEDED =
            Map.of("inference.openai.base-url", "http://gpu-1:8000/v1", "inference.openai.model", "qwen");

    @Test
    void readsEverySetting() {
        // Given
        var given = new LinkedHashMap<>(NEEDED);
        given.put("inference.openai.mode", "chat");
        given.put("inference.openai.system-prompt", "Be brief.");
        given.put("inference.openai.extensions", "llama.cpp");
        given.put("inference.openai.max-concurrent", "3");
        given.put("inference.openai.timeout", "5s");
        given.put("inference.openai.max-attempts", "2");
        given.put("inference.openai.max-time", "1m");
        given.put("inference.openai.api-key-header", "api-key");
        given.put("inference.openai.api-key-env", "GATEWAY_KEY");
        given.put("inference.openai.log-probabilities", "false");

        // When
        var settings = read(given, Map.of("GATEWAY_KEY", "secret"));

        // Then
        assertThat(settings.config().mode()).isEqualTo(ApiMode.CHAT);
        assertThat(settings.config().extensions()).isEqualTo(Extensions.LLAMA_CPP);
        assertThat(settings.config().limits().timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.config().logProbabilities()).isFalse();
        assertThat(settings.key()).hasToString("***");
        assertThat(settings.toString()).doesNotContain("secret");
    }

    @Test
    void takesTheKeyFromItsVariableWhereItIsSet() {
        assertThat(read(NEEDED, Map.of("RAPPORT_OPENAI_API_KEY", "secret")).key())
                .hasToString("***");
        assertThat(read(NEEDED, Map.of()).key()).hasToString("no key");
    }

    @ParameterizedTest
    @CsvSource({
        "inference.openai.base-url, gpu-1, inference.openai.base-url: must be such as",
        "inference.openai.base-url, http://a b, inference.openai.base-url: must be a URL",
        "inference.openai.base-url, '', inference.openai.base-url: must be set",
        "inference.openai.model, '', inference.openai.model",
        "inference.openai.mode, edits, must be completions or chat",
        "inference.openai.extensions, tgi, 'must be none, vllm or llama.cpp'",
        "inference.openai.system-prompt, Hi, is for inference.openai.mode=chat",
        "inference.openai.max-concurrent, 0, inference.openai.max-concurrent=0",
        "inference.openai.max-time, 1h, inference.openai.max-time",
        "inference.openai.api-key-env, NO_SUCH, the environment does not have this variable",
        "inference.openai.api-key-header, 'a b', must be the name of a header"
    })
    void saysWhichSettingIsWrong(String key, String value, String message) {
        var given = new LinkedHashMap<>(NEEDED);
        given.put(key, value);
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read(given, Map.of()))
                .withMessageContaining(message)
                .satisfies(refusal -> assertThat(refusal.problems()).hasSize(1));
    }

    @Test
    void needsNothingWhenTheModelIsLocal() {
        // Given
        var in = new ConfigReader(Settings.none());

        // When
        var settings = OpenAiSettings.from(in, false, Map.<String, String>of()::get);

        // Then
        in.finish();
        assertThat(settings).isEmpty();
        assertThat(in.documented()).hasSize(12);
    }

    private static OpenAiSettings read(Map<String, String> given, Map<String, String> environment) {
        var in = new ConfigReader(Settings.of(given));
        var settings = OpenAiSettings.from(in, true, environment::get);
        in.finish();
        return settings.orElseThrow();
    }
}
