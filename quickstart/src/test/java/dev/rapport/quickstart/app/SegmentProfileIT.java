package dev.rapport.quickstart.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.segment.analytics.Analytics;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.TrackMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a site sends with the official Segment library for Java is what the pipeline knows of its customer. */
class SegmentProfileIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path dir;

    @Test
    void knowsTheCustomerOfTheOfficialClient() throws IOException {
        // Given
        try (var rapport = RapportProcess.start(
                dir.resolve("err.txt"),
                "up",
                "--json",
                "--port=0",
                "--kafka-port=0",
                "--data-dir=" + dir.resolve("data"))) {
            var addresses = JSON.readTree(rapport.line());
            var client = Analytics.builder(addresses.path("writeKey").asText())
                    .endpoint(addresses.path("dashboard").asText())
                    .build();
            var customer = URI.create(addresses.path("dashboard").asText()).resolve("/api/v1/customers/sdk-user");
            // When
            client.enqueue(IdentifyMessage.builder()
                    .anonymousId("sdk-device")
                    .userId("sdk-user")
                    .traits(Map.of("firstName", "Zoë")));
            client.flush();
            // Then
            await(customer, profile -> assertThat(profile.path("firstName").asText())
                    .isEqualTo("Zoë"));
            // When: from now on the device is the customer's
            client.enqueue(PageMessage.builder("Home").anonymousId("sdk-device").properties(Map.of("path", "/")));
            client.enqueue(
                    TrackMessage.builder("Order Completed").userId("sdk-user").properties(Map.of("revenue", 39.95)));
            client.flush();
            // Then
            await(customer, profile -> {
                assertThat(profile.path("eventCount").asInt()).isEqualTo(3);
                assertThat(profile.path("orderCount").asInt()).isEqualTo(1);
            });
            client.shutdown();
        }
    }

    private static void await(URI customer, Consumer<JsonNode> profile) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .untilAsserted(() -> profile.accept(get(customer).path("profile")));
    }

    private static JsonNode get(URI uri) throws IOException, InterruptedException {
        return JSON.readTree(HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body());
    }
}
