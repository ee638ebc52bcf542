package dev.rapport.ingestion.capture.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rapport.ingestion.capture.WriteKey;
import dev.rapport.ingestion.capture.http.RefusedRequestException.Reason;
import dev.rapport.ingestion.capture.segment.Submission.Events;
import dev.rapport.ingestion.capture.segment.Submission.Unreadable;
import dev.rapport.ingestion.capture.source.ConfiguredSources;
import dev.rapport.schemas.RejectionReason;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WriteKeysTest {
    private static final String KEY = "rapport-demo-key";

    private static final WriteKey DEMO = new WriteKey(KEY, "demo");

    private final WriteKeys keys = new WriteKeys(ConfiguredSources.DEMO);

    @ParameterizedTest
    @ValueSource(strings = {KEY + ":", KEY, KEY + ":secret"})
    void takesTheUserNameOfBasicAuthentication(String credentials) throws Exception {
        // When
        var source = keys.ofRequest(basic(credentials), null);
        // Then
        assertThat(source).contains(DEMO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic ", "BASIC ", "Basic  "})
    void readsTheSchemeInAnySpelling(String scheme) throws Exception {
        // When
        var source = keys.ofRequest(scheme + base64(KEY + ":"), null);
        // Then
        assertThat(source).contains(DEMO);
    }

    @Test
    void prefersTheHeaderToTheQuery() throws Exception {
        // When
        var source = keys.ofRequest(basic(KEY + ":"), "other");
        // Then
        assertThat(source).contains(DEMO);
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY, " " + KEY})
    void takesTheQueryOfABeacon(String query) throws Exception {
        // When
        var source = keys.ofRequest(null, query);
        // Then
        assertThat(source).contains(DEMO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer token", "Basic Og=="})
    void takesTheQueryWhereTheHeaderNamesNoKey(String authorization) throws Exception {
        // When
        var source = keys.ofRequest(authorization, KEY);
        // Then
        assertThat(source).contains(DEMO);
    }

    @Test
    void findsNoKeyInABlankQuery() throws Exception {
        // When
        var source = keys.ofRequest(null, " ");
        // Then
        assertThat(source).isEmpty();
    }

    @Test
    void takesTheKeyOfTheBody() throws Exception {
        // When
        var source = keys.ofBody(new Events(Optional.of(KEY), List.of()));
        // Then
        assertThat(source).isEqualTo(DEMO);
    }

    @Test
    void refusesAnUnknownKeyOfTheRequest() {
        assertRefused(Reason.UNKNOWN_WRITE_KEY, "the write key is not known", () -> keys.ofRequest(null, "wrong"));
    }

    @Test
    void refusesAnUnknownKeyOfTheBody() {
        assertRefused(
                Reason.UNKNOWN_WRITE_KEY,
                "the write key is not known",
                () -> keys.ofBody(new Events(Optional.of("wrong"), List.of())));
    }

    @Test
    void refusesABodyWithoutAKey() {
        assertRefused(
                Reason.MISSING_WRITE_KEY,
                "a write key is required",
                () -> keys.ofBody(new Events(Optional.empty(), List.of())));
    }

    @Test
    void refusesCredentialsThatAreNotBase64() {
        assertRefused(Reason.UNKNOWN_WRITE_KEY, "base64", () -> keys.ofRequest("Basic %%%", KEY));
    }

    @Test
    void saysThatABodyIsNotJsonInsteadOfThatItHasNoKey() {
        // Given
        var body = unreadable(RejectionReason.NOT_AN_OBJECT);
        // When
        assertRefused(Reason.NOT_JSON, "why it cannot be read", () -> keys.ofBody(body));
    }

    @Test
    void asksForTheKeyOfABodyThatCouldHaveCarriedOne() {
        // Given
        var body = unreadable(RejectionReason.INVALID_FIELD);
        // When
        assertRefused(Reason.MISSING_WRITE_KEY, "a write key is required", () -> keys.ofBody(body));
    }

    private static Unreadable unreadable(RejectionReason reason) {
        return new Unreadable(Optional.empty(), reason, "why it cannot be read", ByteBuffer.allocate(0));
    }

    private static void assertRefused(Reason reason, String detail, ThrowingCallable call) {
        assertThatExceptionOfType(RefusedRequestException.class)
                .isThrownBy(call)
                .satisfies(refused -> {
                    assertThat(refused.reason()).isEqualTo(reason);
                    assertThat(refused.detail()).contains(detail);
                });
    }

    private static String basic(String credentials) {
        return "Basic " + base64(credentials);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
