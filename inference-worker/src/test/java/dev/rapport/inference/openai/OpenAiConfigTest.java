package dev.rapport.inference.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiConfigTest {
    @ParameterizedTest
    @CsvSource({
        "http://localhost:8000, http://localhost:8000/v1/completions",
        "http://localhost:8000/, http://localhost:8000/v1/completions",
        "http://localhost:8000/v1, http://localhost:8000/v1/completions",
        "https://host/openai/v1/, https://host/openai/v1/completions",
        "https://host/deployments/m?api-version=1, https://host/deployments/m/completions?api-version=1"
    })
    void findsTheEndpoint(String base, String endpoint) {
        assertThat(config(base).endpoint()).hasToString(endpoint);
    }

    @Test
    void showsNoQuery() {
        assertThat(config("https://host/v1?key=secret").shownEndpoint()).isEqualTo("https://host/v1/completions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8000", "ftp://host/v1", "/v1", "https://user:secret@host/v1"})
    void refusesOtherAddressesWithoutTellingThem(String base) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(base))
                .withMessageContaining("inference.openai.base-url")
                .withMessageNotContaining("secret");
    }

    @Test
    void refusesAKeyThatNoHeaderHoldsWithoutTellingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiKey.of("secret\nkey"))
                .withMessageNotContaining("secret");
        assertThat(ApiKey.of(" secret \n")).hasToString("***");
        assertThat(ApiKey.of(" ")).hasToString("no key");
    }

    private static OpenAiConfig config(String base) {
        return OpenAiConfig.of(URI.create(base), "m");
    }
}
