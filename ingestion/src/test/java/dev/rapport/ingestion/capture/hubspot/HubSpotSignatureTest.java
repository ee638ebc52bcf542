package dev.rapport.ingestion.capture.hubspot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.ingestion.capture.hubspot.HubSpotSignature.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The signatures were computed with Python's hmac. */
final class HubSpotSignatureTest {
    private static final String URI = "https://events.shop.example/webhooks/hubspot";
    private static final String BODY = "[{\"subscriptionType\":\"contact.creation\"}]";
    private static final Instant SENT = Instant.parse("2026-05-04T10:00:00Z");
    private static final String TIMESTAMP = "1777888800000";
    private static final String SIGNATURE = "4qtnTOwKCRO+XU69a9tIK9ajzksUH9bQ2pE9XYwGQPc=";

    private final HubSpotSignature signatures = withSecrets("secret-of-the-app");

    @Test
    void takesWhatTheAppSigned() {
        assertThat(check(URI, BODY, TIMESTAMP, SIGNATURE, SENT)).isEqualTo(Verdict.VALID);
    }

    @ParameterizedTest
    @CsvSource({"-PT5M,VALID", "PT5M,VALID", "-PT5M0.001S,REPLAYED", "PT5M0.001S,REPLAYED", "PT24H,REPLAYED"})
    void takesItForFiveMinutes(Duration later, Verdict verdict) {
        assertThat(check(URI, BODY, TIMESTAMP, SIGNATURE, SENT.plus(later))).isEqualTo(verdict);
    }

    @Test
    void refusesAnotherBodyUriOrTimestamp() {
        assertThat(check(URI, BODY + " ", TIMESTAMP, SIGNATURE, SENT)).isEqualTo(Verdict.WRONG);
        assertThat(check(URI + "/", BODY, TIMESTAMP, SIGNATURE, SENT)).isEqualTo(Verdict.WRONG);
        assertThat(check(URI, BODY, "1777888800001", SIGNATURE, SENT)).isEqualTo(Verdict.WRONG);
        assertThat(check(URI, BODY, TIMESTAMP, SIGNATURE.toLowerCase(java.util.Locale.ROOT), SENT))
                .isEqualTo(Verdict.WRONG);
    }

    @Test
    void refusesARequestWithoutSignatureOrTimestamp() {
        assertThat(check(URI, BODY, TIMESTAMP, null, SENT)).isEqualTo(Verdict.MISSING);
        assertThat(check(URI, BODY, null, SIGNATURE, SENT)).isEqualTo(Verdict.MISSING);
        assertThat(check(URI, BODY, TIMESTAMP, "", SENT)).isEqualTo(Verdict.MISSING);
    }

    @Test
    void refusesATimestampThatIsNotOne() {
        assertThat(check(URI, BODY, "yesterday", SIGNATURE, SENT)).isEqualTo(Verdict.REPLAYED);
    }

    @Test
    void takesEachOfSeveralSecretsAndNothingWithoutOne() {
        // When
        var rotated = withSecrets("the-next-secret", "secret-of-the-app");
        // Then
        assertThat(rotated.check(URI, BODY.getBytes(UTF_8), TIMESTAMP, SIGNATURE, SENT))
                .isEqualTo(Verdict.VALID);
        assertThat(withSecrets("the-next-secret").check(URI, BODY.getBytes(UTF_8), TIMESTAMP, SIGNATURE, SENT))
                .isEqualTo(Verdict.WRONG);
        assertThat(withSecrets().check(URI, BODY.getBytes(UTF_8), TIMESTAMP, SIGNATURE, SENT))
                .isEqualTo(Verdict.WRONG);
    }

    @Test
    void readsSecretsFromAFile(@TempDir Path folder) throws Exception {
        // Given
        var file = Files.writeString(folder.resolve("secrets"), "# old, until Friday\nsecret-of-the-app\n\nnext\n");
        // When
        var ofFile = new HubSpotSignature(ofFile(file), () -> {});
        // Then
        assertThat(ofFile.check(URI, BODY.getBytes(UTF_8), TIMESTAMP, SIGNATURE, SENT))
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void takesANewSecretWithoutARestart(@TempDir Path folder) throws Exception {
        // Given
        var file = Files.writeString(folder.resolve("secrets"), "old\n");
        var ofFile = new HubSpotSignature(ofFile(file), () -> {});
        // When
        Files.writeString(file, "old\nsecret-of-the-app\n");
        // Then
        await().until(() -> ofFile.check(URI, BODY.getBytes(UTF_8), TIMESTAMP, SIGNATURE, SENT) == Verdict.VALID);
    }

    @Test
    void keepsTheSecretsWhileTheFileCannotBeUsedAndSaysSo(@TempDir Path folder) throws Exception {
        // Given
        var file = Files.writeString(folder.resolve("secrets"), "secret-of-the-app\n");
        var refused = new AtomicInteger();
        var ofFile = new HubSpotSignature(ofFile(file), refused::incrementAndGet);
        // When
        Files.writeString(file, "# none\n");
        // Then
        await().until(() -> ofFile.check(URI, BODY.getBytes(UTF_8), TIMESTAMP, SIGNATURE, SENT) == Verdict.VALID
                && refused.get() == 1);
    }

    /** HubSpot decodes twelve characters before it signs, and no others. */
    @Test
    void decodesTheUriAsHubSpotDoes() {
        // When
        var verdict = check(
                URI + "?account=a%3Ab%2fc%3Fd%40e%21f%24g%27h%28i%29j%2Ak%2Cl%3Bm%20n%25",
                "[]",
                TIMESTAMP,
                "MQa9R0fVLWmJANxKpOSAwNKMA5/NPejtDPHLcMH3WkI=",
                SENT);
        // Then
        assertThat(verdict).isEqualTo(Verdict.VALID);
    }

    @Test
    void refusesWhatWasTakenBefore() {
        // Given
        signatures.taken(SIGNATURE, SENT);
        // When
        var again = check(URI, BODY, TIMESTAMP, SIGNATURE, SENT.plusSeconds(200));
        // Then
        assertThat(again).isEqualTo(Verdict.REPLAYED);
    }

    @Test
    void remembersABoundedNumberOfSignaturesForABoundedTime() {
        // Given
        var taken = new TakenSignatures(Duration.ofMinutes(10));
        for (var number = 0; number <= TakenSignatures.MAX; number++) {
            taken.add("s" + number, SENT);
        }
        // When
        var full = taken.size();
        // Then
        assertThat(full).isEqualTo(TakenSignatures.MAX);
        assertThat(taken.contains("s0", SENT)).isFalse();
        assertThat(taken.contains("s1", SENT.plusSeconds(600))).isTrue();
        assertThat(taken.contains("s1", SENT.plusSeconds(601))).isFalse();
        assertThat(taken.size()).isZero();
    }

    @Test
    void showsNoSecret() {
        assertThat(config("secret-of-the-app").toString()).doesNotContain("secret-of");
    }

    private Verdict check(
            String uri, String body, @Nullable String timestamp, @Nullable String signature, Instant receivedAt) {
        return signatures.check(uri, body.getBytes(UTF_8), timestamp, signature, receivedAt);
    }

    private static HubSpotSignature withSecrets(String... secrets) {
        return new HubSpotSignature(config(secrets), () -> {});
    }

    private static HubSpotConfig config(String... secrets) {
        return new HubSpotConfig(List.of(secrets), Optional.empty(), Optional.empty(), "hubspot", Optional.empty());
    }

    private static HubSpotConfig ofFile(Path file) {
        return new HubSpotConfig(List.of(), Optional.of(file), Optional.empty(), "hubspot", Optional.empty());
    }
}
