package dev.rapport.scoring.app;

import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.IDENTITIES;
import static dev.rapport.schemas.topic.Topics.PROFILES;
import static dev.rapport.schemas.topic.Topics.REPLIES;
import static dev.rapport.testkit.record.Records.CAMPAIGN;
import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.aDecision;
import static dev.rapport.testkit.record.Records.aProfile;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static dev.rapport.testkit.record.Records.euros;
import static dev.rapport.testkit.record.ReplyRecords.aReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.registry.LocalRegistry;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.service.ServiceProcess;
import dev.rapport.schemas.Identity;
import dev.rapport.schemas.IdentityState;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.slow.Slow;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances of scoring share the partitions, and each answers for all of them, customers who are merged among them: one of
 * them in a process that is killed.
 */
@Slow
final class TwoInstancesIT {
    private static final Duration WITHIN = Duration.ofSeconds(90);
    private static final int CUSTOMERS = 60;

    private static final List<String> PATHS = List.of(
            "/api/v1/overview",
            "/api/v1/metrics",
            "/api/v1/metrics?window=1h",
            "/api/v1/experiments",
            "/api/v1/replies?limit=200");

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void showTheSameAlsoWhileOneIsKilled(@TempDir Path dir) throws Exception {
        // Given a broker without sums of other tests, and two instances that share four partitions
        try (var kafka = TestingKafka.start();
                var staying = ServiceProcess.start(
                        Settings.of(settings(kafka, dir.resolve("staying"), 0)),
                        0,
                        List.of(new ScoringServiceFactory()),
                        LocalRegistry.alone())) {
            var port = freePort();
            var settings = new HashMap<>(settings(kafka, dir.resolve("killed"), port));
            settings.put("registry.url", "http://127.0.0.1:" + staying.port());
            var killed = start(settings, dir);
            try {
                await().atMost(WITHIN).until(() -> isReady(staying.port()) && isReady(port));
                publish(staying, 0, CUSTOMERS);
                merge(staying, customer(0), customer(1));
                await().atMost(WITHIN)
                        .untilAsserted(() -> assertThat(events(staying.port())).isEqualTo(CUSTOMERS));
                await().atMost(WITHIN)
                        .untilAsserted(() -> assertThat(customersOfArm(port)).isEqualTo(CUSTOMERS - 1));
                await().atMost(WITHIN).untilAsserted(() -> {
                    for (var path : PATHS) {
                        assertThat(get(port, path)).as(path).isEqualTo(get(staying.port(), path));
                    }
                });
                for (var customer : List.of(customer(1), customer(2), customer(CUSTOMERS - 1))) {
                    var path = "/api/v1/customers/" + customer;
                    assertThat(get(port, path)
                                    .path("profile")
                                    .path("customerId")
                                    .asText())
                            .isEqualTo(customer);
                    assertThat(get(port, path)).as(path).isEqualTo(get(staying.port(), path));
                }
                // When
                killed.destroyForcibly().waitFor();
                publish(staying, CUSTOMERS, CUSTOMERS);
                merge(staying, customer(CUSTOMERS), customer(2));
                // Then the answers of the other go on, and become those of all customers
                assertThat(events(staying.port())).isGreaterThanOrEqualTo(CUSTOMERS);
                await().atMost(WITHIN)
                        .untilAsserted(() -> assertThat(events(staying.port())).isEqualTo(2 * CUSTOMERS));
                await().atMost(WITHIN).untilAsserted(() -> assertThat(customersOfArm(staying.port()))
                        .isEqualTo(2 * CUSTOMERS - 2));
            } finally {
                killed.destroyForcibly();
            }
        }
    }

    private static Map<String, String> settings(TestingKafka kafka, Path stateDir, int port) {
        return Map.of(
                "kafka.bootstrap.servers",
                kafka.bootstrapServers(),
                "streams.state-dir",
                stateDir.toString(),
                "http.host",
                "127.0.0.1",
                "http.port",
                Integer.toString(port),
                "topics.partitions",
                "4");
    }

    private static Process start(Map<String, String> settings, Path dir) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ScoringMain.class.getName()));
        settings.forEach((key, value) -> command.add("--" + key + "=" + value));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("killed.log").toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** A decision, a reply and an order of each of some customers. */
    private static void publish(ServiceProcess process, int first, int count) {
        try (var producer = new KafkaProducer<>(
                process.kafka().producer("two-instances-it"),
                new StringSerializer(),
                process.serdes().<SpecificRecord>serializer())) {
            var records = new HashMap<Topic<?>, SpecificRecord>();
            IntStream.range(first, first + count).forEach(i -> {
                var customer = customer(i);
                records.put(PROFILES, aProfile().setCustomerId(customer).build());
                records.put(
                        DECISIONS,
                        aDecision()
                                .setCustomerId(customer)
                                .setDecisionId("decision-" + i)
                                .setPromptId("prompt-" + i)
                                .build());
                records.put(
                        REPLIES,
                        aReply().setCustomerId(customer)
                                .setPromptId("prompt-" + i)
                                .build());
                records.put(
                        EVENTS_ENRICHED,
                        anEnrichedEvent()
                                .setCustomerId(customer)
                                .setMessageId("order-" + i)
                                .setName("Order Completed")
                                .setOrderId("order-" + i)
                                .setRevenue(euros(50_00L))
                                .setOccurredAt(NOW.plusSeconds(60))
                                .setReceivedAt(NOW.plusSeconds(60))
                                .build());
                records.forEach((topic, value) -> {
                    var unused = producer.send(new ProducerRecord<>(topic.name(), customer, value));
                });
            });
            producer.flush();
        }
    }

    /** The first customer is part of the other from now on. */
    private static void merge(ServiceProcess process, String customerId, String into) {
        try (var producer = new KafkaProducer<>(
                process.kafka().producer("two-instances-it"),
                new StringSerializer(),
                process.serdes().<Identity>serializer())) {
            var unused = producer.send(new ProducerRecord<>(
                    IDENTITIES.name(), customerId, new Identity(customerId, into, IdentityState.MERGED, NOW, 1, NOW)));
            producer.flush();
        }
    }

    private long customersOfArm(int port) throws IOException, InterruptedException {
        return get(port, "/api/v1/experiments/" + CAMPAIGN)
                .at("/arms/0/customers")
                .asLong();
    }

    private static String customer(int i) {
        return "customer-" + i;
    }

    private boolean isReady(int port) {
        try {
            return client.send(request(port, "/health/ready"), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private long events(int port) throws IOException, InterruptedException {
        return get(port, "/api/v1/overview").at("/shop/events").asLong();
    }

    private JsonNode get(int port, String path) throws IOException, InterruptedException {
        var answer = Json.strict()
                .readTree(client.send(request(port, path), BodyHandlers.ofString())
                        .body());
        // The only part that the clock moves.
        return answer instanceof ObjectNode object ? object.without("minutes") : answer;
    }

    private static HttpRequest request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
    }
}
