package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.benchmarks.measure.Work;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A producer with capture's settings that sends the JSON of the same events to the same topic, and nothing else. */
final class BareProducer implements Work, AutoCloseable {
    static final String NAME = "idempotent producer, acks=all";
    /** As capture's own producer. */
    private static final int BATCH_BYTES = 128 * 1024;

    static final String SETTINGS = "idempotent, acks=all, lz4, linger 5 ms, batches of " + (BATCH_BYTES >> 10) + " KiB";

    private final Producer<String, byte[]> producer;
    private final List<ProducerRecord<String, byte[]>> records = IntStream.range(0, CaptureRequests.DISTINCT)
            .mapToObj(number -> new ProducerRecord<>(
                    Topics.EVENTS_CAPTURED.name(),
                    ShopEvents.visitor(number),
                    ShopEvents.leanJson(number).getBytes(StandardCharsets.UTF_8)))
            .toList();

    BareProducer(KafkaConnection kafka) {
        var settings = kafka.producer("bench");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public double unitsPerSecond(Duration time) {
        var failure = new AtomicReference<String>();
        var start = System.nanoTime();
        var sent = 0L;
        while (sent == 0 || System.nanoTime() - start < time.toNanos()) {
            for (var i = 0; i < CaptureRequests.BATCH; i++) {
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

    @Override
    public void close() {
        producer.close();
    }
}
