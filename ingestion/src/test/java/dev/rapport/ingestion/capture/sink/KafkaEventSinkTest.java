package dev.rapport.ingestion.capture.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.ingestion.capture.CaptureOutcome;
import dev.rapport.ingestion.capture.SinkUnavailableException;
import dev.rapport.runtime.crypto.IdentityConfig;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.value.ByteSize;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.ErasureStatus;
import dev.rapport.schemas.Tick;
import dev.rapport.schemas.id.EventKeys;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.record.Records;
import dev.rapport.testkit.registry.FakeSchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

final class KafkaEventSinkTest {
    private static final KafkaSinkConfig CONFIG = new KafkaSinkConfig(
            ByteSize.ofMiB(1),
            Duration.ofMillis(100),
            Duration.ofSeconds(4),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10));

    private static final EventKeys KEYS = new EventKeys(IdentityConfig.DEVELOPMENT.hash()::of);

    private static final AvroSerdes SERDES = new AvroSerdes(new FakeSchemaRegistry());

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(Cluster.empty(), false, null, new StringSerializer(), new ByteArraySerializer());
    private final KafkaEventSink sink =
            new KafkaEventSink(() -> producer, SERDES, KEYS, CONFIG, new EventMeters(meters));

    @Test
    void completesOnlyAfterTheAcknowledgement() {
        // Given
        sink.open();
        // When
        var written = sink.store(List.of(captured(10)), Map.of());
        var before = written.isDone();
        producer.completeNext();
        // Then
        assertThat(before).isFalse();
        assertThat(written).isCompleted();
        assertThat(producer.history()).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo(Topics.EVENTS_CAPTURED.name());
            assertThat(record.key()).matches("[0-9a-f]{32}").isEqualTo(KEYS.of(event(10)));
        });
        assertThat(count("accepted")).isEqualTo(1);
    }

    /** docs/adr/0077. */
    @Test
    void holdsNoIdentifierOfASenderInKeys() {
        // Given
        sink.open();
        // When
        var unused = sink.store(
                List.of(
                        new CaptureOutcome.Captured(Records.aCapturedEvent()
                                .setMessageId("canary-message")
                                .setUserId("canary-user@example.com")
                                .setAnonymousId(null)
                                .build()),
                        new CaptureOutcome.Captured(Records.aCapturedEvent()
                                .setAnonymousId("canary-device")
                                .build()),
                        new CaptureOutcome.Rejected(Records.aRejectedEvent()
                                .setMessageId("canary-message")
                                .build())),
                Map.of());
        // Then
        assertThat(producer.history()).hasSize(3).allSatisfy(record -> assertThat(record.key())
                .doesNotContain("canary"));
    }

    @Test
    void writesTheErasureOfTheCustomerThatAnIdentifierStandsFor() {
        // Given
        sink.open();
        var at = Instant.parse("2026-05-04T10:00:00Z");
        // When
        var unused =
                sink.store(List.of(new CaptureOutcome.ErasureRequested("e-1", "canary@example.com", at)), Map.of());
        producer.completeNext();
        // Then
        assertThat(producer.history()).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo(Topics.ERASURES.name());
            assertThat(record.key()).isEqualTo("e-1");
            var erasure = SERDES.value(Topics.ERASURES).deserializer().deserialize(record.topic(), record.value());
            assertThat(erasure.getCustomerId()).isEqualTo(KEYS.of("canary@example.com"));
            assertThat(erasure.getStatus()).isEqualTo(ErasureStatus.REQUESTED);
            assertThat(erasure.getRequestedAt()).isEqualTo(at);
        });
        assertThat(count("erasure")).isEqualTo(1);
    }

    @Test
    void completesARequestOnceAllOfItIsAcknowledged() {
        // Given
        sink.open();
        var written = sink.store(List.of(captured(10), captured(10), captured(10)), Map.of());
        producer.completeNext();
        producer.completeNext();
        var before = written.isDone();
        // When
        producer.completeNext();
        // Then
        assertThat(before).isFalse();
        assertThat(written).isCompleted();
        assertThat(count("accepted")).isEqualTo(3);
    }

    @Test
    void failsARequestOfWhichKafkaDoesNotAcknowledgeOne() {
        // Given
        sink.open();
        var written = sink.store(List.of(captured(10), captured(10), captured(10)), Map.of());
        producer.completeNext();
        producer.errorNext(new TimeoutException("no broker"));
        var before = written.isDone();
        // When
        producer.completeNext();
        // Then
        assertThat(before).isFalse();
        assertThat(written).isCompletedExceptionally();
        assertThat(count("accepted")).isEqualTo(2);
        assertThat(count("failed")).isEqualTo(1);
    }

    @Test
    void handsOverNoMoreOfARequestThatHasFailed() {
        // When
        var written = sink.store(List.of(captured(10), captured(10)), Map.of());
        // Then
        assertThat(written).isCompletedExceptionally();
        assertThat(count("failed")).isEqualTo(1);
    }

    @Test
    void writesTheHeadersThatItIsGiven() {
        // Given
        sink.open();
        // When
        var unused = sink.store(List.of(captured(10)), Map.of("traceparent", "00-1"));
        // Then
        assertThat(producer.history()).singleElement().satisfies(record -> assertThat(
                        record.headers().lastHeader("traceparent").value())
                .asString()
                .isEqualTo("00-1"));
    }

    @Test
    void failsWhenKafkaDoesNotAcknowledge() {
        // Given
        sink.open();
        // When
        var written = sink.store(List.of(captured(10)), Map.of());
        producer.errorNext(new TimeoutException("no broker"));
        // Then
        assertThat(written).isCompletedExceptionally();
        assertThat(count("accepted")).isZero();
        assertThat(count("failed")).isEqualTo(1);
    }

    @Test
    void refusesAtOnceWhatWouldNotFit() {
        // Given
        sink.open();
        var written = new ArrayList<CompletableFuture<Void>>();
        // When
        for (var i = 0; i < 200; i++) {
            written.add(sink.store(List.of(captured(10_000)), Map.of()));
        }
        // Then
        assertThat(producer.history()).hasSizeBetween(70, 90);
        assertThat(written.get(199))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(SinkUnavailableException.class);
    }

    @Test
    void takesMoreOnceKafkaHasCaughtUp() {
        // Given
        sink.open();
        for (var i = 0; i < 200; i++) {
            var unused = sink.store(List.of(captured(10_000)), Map.of());
        }
        // When
        while (producer.completeNext()) {
            // every waiting record
        }
        var written = sink.store(List.of(captured(10_000)), Map.of());
        producer.completeNext();
        // Then
        assertThat(written).isCompleted();
        assertThat(meters.get("rapport.capture.waiting").gauge().value()).isZero();
    }

    @Test
    void refusesBeforeItIsOpenAndAfterItIsClosed() {
        // When
        var before = sink.store(List.of(captured(10)), Map.of());
        sink.open();
        sink.close();
        var after = sink.store(List.of(captured(10)), Map.of());
        // Then
        assertThat(before).isCompletedExceptionally();
        assertThat(after).isCompletedExceptionally();
    }

    @Test
    void putsATickBehindWhatEveryPartitionHas() {
        // Given
        var topic = Topics.EVENTS_CAPTURED.name();
        var cluster =
                new Cluster("c", List.of(), List.of(partition(topic, 0), partition(topic, 1)), Set.of(), Set.of());
        var twoPartitions = new MockProducer<>(cluster, true, null, new StringSerializer(), new ByteArraySerializer());
        var ticking = new KafkaEventSink(() -> twoPartitions, SERDES, KEYS, CONFIG, new EventMeters(meters));
        ticking.open();
        var at = Instant.parse("2026-03-20T12:00:00Z");
        // When
        ticking.tick(at);
        // Then
        assertThat(twoPartitions.history())
                .extracting(record ->
                        SERDES.withTicks(CapturedEvent.class).deserializer().deserialize(topic, record.value()))
                .containsExactly(new Tick(0, at, 2), new Tick(1, at, 2));
        assertThat(twoPartitions.history())
                .extracting(record -> record.partition())
                .containsExactly(0, 1);
    }

    @Test
    void countsATickThatKafkaDoesNotTake() {
        // Given
        sink.open();
        producer.partitionsForException = new TimeoutException("no broker");
        // When
        sink.tick(Instant.EPOCH);
        // Then
        assertThat(meters.get("rapport.capture.ticks")
                        .tag("outcome", "failed")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void rulesOutSettingsThatWouldBreakThePromise() {
        // Given
        var kafka = new KafkaConnection(Map.of("acks", "0", "max.block.ms", "60000", "bootstrap.servers", "x:1"));
        // When
        var settings = KafkaEventSink.settings(kafka, CONFIG);
        // Then
        assertThat(settings)
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
                .containsEntry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 100L)
                .containsEntry(ProducerConfig.BUFFER_MEMORY_CONFIG, 1024L * 1024);
    }

    @Test
    void leavesToTheOperatorWhatNoPromiseRestsOn() {
        // Given
        var kafka = new KafkaConnection(
                Map.of("linger.ms", "20", "request.timeout.ms", "1500", "batch.size", "1", "bootstrap.servers", "x:1"));
        // When
        var settings = KafkaEventSink.settings(kafka, CONFIG);
        // Then
        assertThat(settings)
                .containsEntry(ProducerConfig.LINGER_MS_CONFIG, "20")
                .containsEntry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "1500")
                .containsEntry(ProducerConfig.BATCH_SIZE_CONFIG, "1");
    }

    private static PartitionInfo partition(String topic, int number) {
        return new PartitionInfo(topic, number, null, new Node[0], new Node[0]);
    }

    private double count(String outcome) {
        return meters.find("rapport.capture.events").tag("outcome", outcome).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static CaptureOutcome captured(int bytes) {
        return new CaptureOutcome.Captured(event(bytes));
    }

    private static CapturedEvent event(int bytes) {
        return Records.aCapturedEvent()
                .setPayload(ByteBuffer.wrap(new byte[bytes]))
                .build();
    }
}
