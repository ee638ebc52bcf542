package dev.rapport.scoring.app;

import static dev.rapport.schemas.topic.Topics.DECISIONS;
import static dev.rapport.schemas.topic.Topics.EVENTS_ENRICHED;
import static dev.rapport.schemas.topic.Topics.REPLIES;
import static dev.rapport.testkit.record.Records.CAMPAIGN;
import static dev.rapport.testkit.record.Records.CUSTOMER;
import static dev.rapport.testkit.record.Records.NOW;
import static dev.rapport.testkit.record.Records.PROMPT;
import static dev.rapport.testkit.record.Records.aDecision;
import static dev.rapport.testkit.record.Records.anEnrichedEvent;
import static dev.rapport.testkit.record.Records.euros;
import static dev.rapport.testkit.record.ReplyRecords.aReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.registry.LocalRegistry;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.service.ServiceProcess;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.kafka.TestingKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service on a real broker: records in, numbers out over HTTP, server-sent events and Prometheus. */
@RealKafka
final class ScoringServiceIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void servesWhatHappensAsItHappens(TestingKafka kafka, @TempDir Path stateDir) throws Exception {
        // Given
        var settings = Settings.of(Map.of(
                "kafka.bootstrap.servers",
                kafka.bootstrapServers(),
                "streams.state-dir",
                stateDir.toString(),
                "http.host",
                "127.0.0.1",
                "http.port",
                "0",
                "topics.partitions",
                "2"));
        try (var process =
                ServiceProcess.start(settings, 0, List.of(new ScoringServiceFactory()), LocalRegistry.alone())) {
            await().atMost(TIMEOUT).until(() -> get(process, "/health/ready").statusCode() == 200);
            var watched = watch(process);
            // When
            publish(process);
            // Then
            var converted = "\"converted\":1";
            await().atMost(TIMEOUT).until(() -> get(process, "/api/v1/metrics?campaign=" + CAMPAIGN)
                    .body()
                    .contains(converted));
            assertThat(get(process, "/api/v1/replies/" + PROMPT).statusCode()).isEqualTo(200);
            await().atMost(TIMEOUT)
                    .until(() -> get(process, "/api/v1/replies").body().contains(PROMPT));
            await().atMost(TIMEOUT).until(() -> get(process, "/metrics").body().contains("rapport_scoring_metric"));
            assertThat(watched.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).contains(PROMPT);
        }
    }

    /** Completes with the data of the first reply on the stream; returns when the stream is open. */
    private CompletableFuture<String> watch(ServiceProcess process) throws IOException, InterruptedException {
        var response = client.send(request(process, "/api/v1/stream"), BodyHandlers.ofLines());
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        var lines = response.body().iterator();
        return CompletableFuture.supplyAsync(() -> {
            var line = lines.next();
            while (!line.equals("event: reply")) {
                line = lines.next();
            }
            return lines.next();
        });
    }

    private static void publish(ServiceProcess process) {
        var order = anEnrichedEvent()
                .setName("Order Completed")
                .setOrderId("order-1")
                .setRevenue(euros(50_00L))
                .setOccurredAt(NOW.plusSeconds(60))
                .setReceivedAt(NOW.plusSeconds(60))
                .build();
        try (var producer = new KafkaProducer<>(
                process.kafka().producer("scoring-it"),
                new StringSerializer(),
                process.serdes().<SpecificRecord>serializer())) {
            var sent = List.of(
                    producer.send(new ProducerRecord<>(
                            DECISIONS.name(), CUSTOMER, aDecision().build())),
                    producer.send(new ProducerRecord<>(REPLIES.name(), CUSTOMER, aReply().build())),
                    producer.send(new ProducerRecord<>(EVENTS_ENRICHED.name(), CUSTOMER, order)));
            producer.flush();
            assertThat(sent)
                    .allSatisfy(result -> assertThat(result.get().hasOffset()).isTrue());
        }
    }

    private HttpResponse<String> get(ServiceProcess process, String path) throws IOException, InterruptedException {
        return client.send(request(process, path), BodyHandlers.ofString());
    }

    private static HttpRequest request(ServiceProcess process, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.port() + path))
                .build();
    }
}
