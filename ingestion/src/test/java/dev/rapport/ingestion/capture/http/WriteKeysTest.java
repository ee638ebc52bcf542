package dev.rapport.ingestion.capture.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.ingestion.capture.CaptureConfig;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WriteKeysTest {
    private static final String KEY = "rapport-demo-key";

    private final WriteKeys keys = new WriteKeys(CaptureConfig.DEFAULT);

    @ParameterizedTest
    @ValueSource(strings = {KEY + ":", KEY, KEY + ":secret"})
    void takesTheUserNameOfBasicAuthentication(String credentials) throws Exception {
        assertThat(keys.ofRequest(basic(credentials), "other")).contains(KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, " " + KEY})
    void takesTheQueryOfABeacon(String query) throws Exception {
        assertThat(keys.ofRequest(null, query)).contains(KEY);
    }

    @Test
    void letsTheQueryDecideWhereTheHeaderSaysNothing() throws Exception {
        assertThat(keys.ofRequest("Bearer token", KEY)).contains(KEY);
        assertThat(keys.ofRequest(basic(":"), KEY)).contains(KEY);
    }

    @Test
    void findsNoKeyInABlankQuery() throws Exception {
        assertThat(keys.ofRequest(null, " ")).isEmpty();
    }

    @Test
    void prefersTheRequestToTheBody() throws Exception {
        assertThat(keys.source(Optional.of(KEY), Optional.of("wrong"))).isEqualTo("demo");
        assertThat(keys.source(Optional.empty(), Optional.of(KEY))).isEqualTo("demo");
    }

    @Test
    void refusesMissingUnknownAndBrokenKeys() {
        assertThatThrownBy(() -> keys.source(Optional.empty(), Optional.empty()))
                .hasMessageContaining("a write key is required");
        assertThatThrownBy(() -> keys.source(Optional.of("wrong"), Optional.of(KEY)))
                .hasMessageContaining("the write key is not known");
        assertThatThrownBy(() -> keys.ofRequest("Basic %%%", KEY)).hasMessageContaining("base64");
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }
}
