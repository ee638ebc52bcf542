package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.app.MeteredWork.Part;
import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.benchmarks.measure.CaseResult;
import dev.rapport.benchmarks.measure.Comparison;
import dev.rapport.schemas.topic.Topics;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Batches of events over HTTP until they are acknowledged, beside a bare producer that sends the same bytes to the same
 * topic and beside a skeleton of capture, with the processor time of every part of the way. Client, capture and broker
 * share the machine.
 */
final class CaptureBenchmark implements Benchmark {
    private static final int BATCH = 100;
    private static final int DISTINCT = 5_000;
    /** As capture's own producer. */
    private static final int BATCH_BYTES = 128 * 1024;

    private static final int CASES = 4;

    @Override
    public String name() {
        return "capture";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "payload",
                bytes(ShopEvents.json(1)).length + " bytes an event, gzip off",
                "distinct records",
                DISTINCT + " of as many visitors",
                "requests under way",
                Integer.toString(CaptureRequests.IN_FLIGHT),
                "producers",
                "idempotent, acks=all, lz4, linger 5 ms, batches of " + (BATCH_BYTES >> 10) + " KiB",
                "partitions",
                Integer.toString(BenchmarkKafka.PARTITIONS));
    }

    @Override
    public List<CaseResult> run(Duration time) throws InterruptedException {
        try (var kafka = BenchmarkKafka.start(List.of(new CaptureServiceFactory(), new CaptureSkeletonFactory()));
                var producer = producer(kafka)) {
            var client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            var port = kafka.services().port();
            var turns = time.dividedBy(CASES);
            var batches = CaptureRequests.to(client, port, "/v1/batch", BATCH);
            var records = records();
            var results = new ArrayList<CaseResult>();
            results.add(new Comparison(
                            "http-batches-of-" + BATCH,
                            "events/s",
                            batches,
                            "idempotent producer, acks=all",
                            turn -> send(producer, records, turn))
                    .measure(turns));
            results.addAll(besideSkeleton(
                    "http-batches-of-" + BATCH,
                    "event",
                    batches,
                    CaptureRequests.to(client, port, CaptureSkeletonFactory.PATH, BATCH),
                    turns));
            results.addAll(besideSkeleton(
                    "http-single-events",
                    "request",
                    CaptureRequests.to(client, port, "/v1/track", 1),
                    CaptureRequests.to(client, port, CaptureSkeletonFactory.PATH, 1),
                    turns));
            var core = new CaptureCore(kafka.services().serdes(), BATCH);
            results.add(new Comparison("core", "events/cpu-s", core.work(), CaptureCore.BASELINE, core.baseline())
                    .measure(turns));
            return results;
        }
    }

    private static List<CaseResult> besideSkeleton(
            String name, String unit, CaptureRequests requests, CaptureRequests skeletonRequests, Duration time)
            throws InterruptedException {
        var subject = new MeteredWork(requests);
        var skeleton = new MeteredWork(skeletonRequests);
        var results = new ArrayList<CaseResult>();
        results.add(new Comparison(name, unit + "s/s", subject, CaptureSkeletonFactory.NAME, skeleton).measure(time));
        for (var part : Part.values()) {
            results.add(subject.compared(
                    name + "-cpu-" + part.name().toLowerCase(Locale.ROOT),
                    part,
                    unit,
                    CaptureSkeletonFactory.NAME,
                    skeleton));
        }
        return results;
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
        var seconds = (System.nanoTime() - start) / 1e9;
        if (failure.get() != null) {
            throw new BenchmarkException(failure.get());
        }
        return sent / seconds;
    }

    private static List<ProducerRecord<String, byte[]>> records() {
        return IntStream.range(0, DISTINCT)
                .mapToObj(number -> new ProducerRecord<>(
                        Topics.EVENTS_CAPTURED.name(), ShopEvents.visitor(number), bytes(ShopEvents.json(number))))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Producer<String, byte[]> producer(BenchmarkKafka kafka) {
        var settings = kafka.services().kafka().producer("bench");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }
}
