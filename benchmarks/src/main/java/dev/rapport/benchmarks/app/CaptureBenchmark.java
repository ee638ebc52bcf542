package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.benchmarks.measure.CaseResult;
import dev.rapport.benchmarks.measure.Comparison;
import dev.rapport.schemas.topic.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Batches of events over HTTP until they are acknowledged, beside a bare producer that sends the same bytes to the same
 * topic. Client, capture and broker share the machine.
 */
final class CaptureBenchmark implements Benchmark {
    private static final String WRITE_KEY = "rapport-demo-key";
    private static final int BATCH = 100;
    private static final int BATCHES = 50;
    private static final int IN_FLIGHT = 8;
    /** As capture's own producer. */
    private static final int BATCH_BYTES = 128 * 1024;

    @Override
    public String name() {
        return "capture";
    }

    @Override
    public List<CaseResult> run(Duration time) throws InterruptedException {
        try (var kafka = BenchmarkKafka.start(List.of(new CaptureServiceFactory()));
                var producer = producer(kafka)) {
            var requests = requests(kafka.services().port());
            var records = records();
            var client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            var comparison = new Comparison(
                    "http-batches-of-" + BATCH,
                    "events/s",
                    turn -> post(client, requests, turn),
                    "idempotent producer, acks=all",
                    turn -> send(producer, records, turn));
            return List.of(comparison.measure(time));
        }
    }

    private static double post(HttpClient client, List<HttpRequest> requests, Duration time)
            throws InterruptedException {
        var slots = new Semaphore(IN_FLIGHT);
        var failure = new AtomicReference<String>();
        var start = System.nanoTime();
        var sent = 0;
        while (sent == 0 || System.nanoTime() - start < time.toNanos()) {
            slots.acquire();
            var request = requests.get(sent++ % requests.size());
            var unused = client.sendAsync(request, BodyHandlers.ofString()).whenComplete((response, error) -> {
                if (error != null) {
                    failure.set("capture did not answer: " + error.getMessage());
                } else if (response.statusCode() != 200 || response.body().contains("rejected")) {
                    failure.set("capture answered " + response.statusCode() + ": " + response.body());
                }
                slots.release();
            });
        }
        slots.acquire(IN_FLIGHT);
        return rate((long) sent * BATCH, start, failure);
    }

    private static double send(
            Producer<String, byte[]> producer, List<ProducerRecord<String, byte[]>> records, Duration time) {
        var failure = new AtomicReference<String>();
        var start = System.nanoTime();
        var sent = 0L;
        while (sent == 0 || System.nanoTime() - start < time.toNanos()) {
            for (var i = 0; i < BATCH; i++) {
                var unused = producer.send(records.get((int) (sent++ % records.size())), (metadata, error) -> {
                    if (error != null) {
                        failure.set("Kafka did not take a record: " + error.getMessage());
                    }
                });
            }
        }
        producer.flush();
        return rate(sent, start, failure);
    }

    private static double rate(long events, long startNanos, AtomicReference<String> failure) {
        var seconds = (System.nanoTime() - startNanos) / 1e9;
        var reason = failure.get();
        if (reason != null) {
            throw new BenchmarkException(reason);
        }
        return events / seconds;
    }

    private static List<HttpRequest> requests(int port) {
        var key = Base64.getEncoder().encodeToString((WRITE_KEY + ":").getBytes(StandardCharsets.UTF_8));
        var uri = URI.create("http://127.0.0.1:" + port + "/v1/batch");
        return IntStream.range(0, BATCHES)
                .mapToObj(batch -> IntStream.range(batch * BATCH, (batch + 1) * BATCH)
                        .mapToObj(ShopEvents::json)
                        .collect(Collectors.joining(",", "{\"batch\":[", "]}")))
                .map(body -> HttpRequest.newBuilder(uri)
                        .header("Authorization", "Basic " + key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)))
                        .build())
                .toList();
    }

    private static List<ProducerRecord<String, byte[]>> records() {
        return IntStream.range(0, BATCH * BATCHES)
                .mapToObj(number -> new ProducerRecord<>(
                        Topics.EVENTS_CAPTURED.name(),
                        ShopEvents.visitor(number),
                        ShopEvents.json(number).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static Producer<String, byte[]> producer(BenchmarkKafka kafka) {
        var settings = kafka.services().kafka().producer("bench");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }
}
