package dev.rapport.ingestion.capture.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.EventCheck;
import dev.rapport.ingestion.capture.FakeEventSink;
import dev.rapport.ingestion.capture.hubspot.HubSpotConfig;
import dev.rapport.runtime.http.HttpServer;
import dev.rapport.runtime.http.HttpServerConfig;
import dev.rapport.runtime.value.ByteSize;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HubSpotResourceTest {
    private static final String PUBLIC_URL = "https://events.shop.example/webhooks/hubspot";
    private static final String SECRET = "secret-of-the-app";
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final String CREATION = "{\"eventId\":1,\"subscriptionId\":2,\"portalId\":3,\"objectId\":4,"
            + "\"occurredAt\":1777888799000,\"subscriptionType\":\"contact.creation\"}";
    private static final String BODY = "[" + CREATION + ", {\"subscriptionType\":\"deal.creation\"}]";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FakeEventSink sink = new FakeEventSink();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server = HttpServer.start(
            new HttpServerConfig("127.0.0.1", 0, ByteSize.ofMiB(2)), List.of(resource(Optional.of(PUBLIC_URL))));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void storesSignedChangesAndAnswersWhatBrokeARule() throws Exception {
        // When
        var response = post(BODY, signed(PUBLIC_URL, BODY, NOW));
        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .startsWith("{\"success\":true,\"rejected\":[{\"index\":1,\"reason\":\"MISSING_IDS\"");
        assertThat(sink.accepted()).hasSize(1);
        assertThat(sink.rejected()).hasSize(1);
    }

    @Test
    void refusesAndCountsAWrongSignature() throws Exception {
        // When
        var response = post(BODY, signed(PUBLIC_URL, BODY + " ", NOW));
        // Then
        assertRefused(response, "WRONG_SIGNATURE");
    }

    @Test
    void refusesAndCountsAMissingSignature() throws Exception {
        // When
        var response = post(BODY, Map.of());
        // Then
        assertRefused(response, "MISSING_SIGNATURE");
    }

    @Test
    void refusesAndCountsASignatureThatIsTooOld() throws Exception {
        // When
        var response = post(BODY, signed(PUBLIC_URL, BODY, NOW.minusSeconds(301)));
        // Then
        assertRefused(response, "REPLAYED_SIGNATURE");
    }

    @Test
    void refusesARequestThatSomebodySendsASecondTime() throws Exception {
        // Given
        var headers = signed(PUBLIC_URL, BODY, NOW);
        post(BODY, headers);
        // When
        var again = post(BODY, headers);
        // Then
        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(again.body()).contains("REPLAYED_SIGNATURE");
        assertThat(sink.accepted()).hasSize(1);
    }

    @Test
    void takesARequestAgainThatCouldNotBeStored() throws Exception {
        // Given
        var headers = signed(PUBLIC_URL, BODY, NOW);
        sink.fail();
        // When
        var responses = List.of(post(BODY, headers), post(BODY, headers));
        // Then
        assertThat(responses).extracting(HttpResponse::statusCode).containsOnly(503);
        assertThat(responses.get(0).headers().firstValue("Retry-After")).hasValue("5");
    }

    @Test
    void refusesMoreThanAHundredChanges() throws Exception {
        // Given
        var body = "[" + "0,".repeat(100) + "0]";
        // When
        var response = post(body, signed(PUBLIC_URL, body, NOW));
        // Then
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(sink.stored()).isEmpty();
    }

    /** Without a setting it is the URI of the request; HubSpot calls https only. */
    @Test
    void takesTheUriOfTheRequestWhereNoOtherIsConfigured() throws Exception {
        // Given
        var bare = HttpServer.start(
                new HttpServerConfig("127.0.0.1", 0, ByteSize.ofMiB(2)), List.of(resource(Optional.empty())));
        var host = "127.0.0.1:" + bare.port();
        // When
        var response = send(
                "http://" + host + "/webhooks/hubspot?a=b%3Ac",
                BODY,
                signed("https://" + host + "/webhooks/hubspot?a=b:c", BODY, NOW));
        // Then
        bare.close();
        assertThat(response.statusCode()).isEqualTo(200);
    }

    private void assertRefused(HttpResponse<String> response, String reason) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains(reason);
        assertThat(sink.stored()).isEmpty();
        assertThat(meters.get("rapport.capture.refused")
                        .tag("reason", reason)
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private HubSpotResource resource(Optional<String> publicUrl) {
        return new HubSpotResource(
                new Capture(new EventCheck(CaptureConfig.DEFAULT), sink, () -> "assigned"),
                CaptureConfig.DEFAULT,
                new HubSpotConfig(List.of("next", SECRET), Optional.empty(), publicUrl, "hubspot", Optional.empty()),
                new RequestMeters(meters),
                InstantSource.fixed(NOW),
                Runnable::run);
    }

    private HttpResponse<String> post(String body, Map<String, String> headers) throws Exception {
        return send("http://127.0.0.1:" + server.port() + "/webhooks/hubspot", body, headers);
    }

    private HttpResponse<String> send(String uri, String body, Map<String, String> headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(uri)).POST(BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static Map<String, String> signed(String uri, String body, Instant at) throws Exception {
        var timestamp = Long.toString(at.toEpochMilli());
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        var signature =
                Base64.getEncoder().encodeToString(mac.doFinal(("POST" + uri + body + timestamp).getBytes(UTF_8)));
        return Map.of("X-HubSpot-Signature-v3", signature, "X-HubSpot-Request-Timestamp", timestamp);
    }
}
