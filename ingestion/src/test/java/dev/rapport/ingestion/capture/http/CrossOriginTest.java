package dev.rapport.ingestion.capture.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CrossOriginTest {
    private static final String ALLOW_HEADERS = "Access-Control-Allow-Headers";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anonymousid,authorization,content-type,sentat",
                "content-type, rsa-retry-attempt, rsa-since-last-attempt",
                "x-retry-count"
            })
    void allowsTheHeadersThatABrowserAsksFor(String requested) {
        // When
        var headers = CrossOrigin.preflight("https://shop.example", requested);
        // Then
        assertThat(headers).containsEntry(ALLOW_HEADERS, requested);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "a\r\nSet-Cookie: b", "<script>", "naïve"})
    void repeatsNothingThatIsNotAListOfHeaderNames(String requested) {
        // When
        var headers = CrossOrigin.preflight("https://shop.example", requested);
        // Then
        assertThat(headers).containsEntry(ALLOW_HEADERS, "Authorization, Content-Type, Content-Encoding");
    }

    @Test
    void namesTheOriginBecauseBeaconsAskWithCredentials() {
        // When
        var headers = CrossOrigin.preflight("https://shop.example", "content-type");
        // Then
        assertThat(headers)
                .containsEntry("Access-Control-Allow-Origin", "https://shop.example")
                .containsEntry("Access-Control-Allow-Credentials", "true")
                .containsEntry("Vary", "Origin, Access-Control-Request-Headers");
    }

    @Test
    void letsPagesReadWhenToComeBack() {
        // When
        var headers = CrossOrigin.allowed("https://shop.example");
        // Then
        assertThat(headers).containsEntry("Access-Control-Expose-Headers", "Retry-After");
    }

    @Test
    void allowsSendersThatAreNotPages() {
        // When
        var headers = CrossOrigin.allowed(null);
        // Then
        assertThat(headers)
                .containsEntry("Access-Control-Allow-Origin", "*")
                .doesNotContainKey("Access-Control-Allow-Credentials");
    }
}
