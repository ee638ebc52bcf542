package dev.rapport.runtime.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.runtime.broker.TestingBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamsRunnerIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int INVOICES = 200;

    @TempDir
    Path folder;

    private TestingBroker broker;

    @BeforeEach
    void startBroker() throws InterruptedException, ExecutionException {
        broker = TestingBroker.start(folder.resolve("kafka"));
        broker.createTopic("invoices", 2, Map.of("message.timestamp.type", "LogAppendTime"));
        broker.createTopic("sums", 2, Map.of("message.timestamp.type", "LogAppendTime"));
        broker.createTopic("rapport-testing.dlq.v1", 1, Map.of());
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void rebuildsTheStateOfOldEventsAfterTheLocalStateIsLost() throws IOException {
        // Given: a day of 2010, one invoice a second, counted in windows and restarted without local state
        try (var runner = start()) {
            write(0, INVOICES);
            await().atMost(TIMEOUT).until(() -> total() == INVOICES);
            assertThat(runner.health().live()).isTrue();
        }
        deleteRecursively(folder.resolve("state"));
        // When
        var restarted = System.nanoTime();
        try (var runner = start()) {
            write(INVOICES, 2 * INVOICES);
            await().atMost(TIMEOUT).until(() -> total() == 2 * INVOICES);
            // Then: who takes over does not wait for the session of the one before to time out
            assertThat(Duration.ofNanos(System.nanoTime() - restarted)).isLessThan(Duration.ofSeconds(9));
            assertThat(runner.health().ready()).isTrue();
        }
        // Then: every count went up by one at a time, none started again from zero
        var seen = new HashMap<String, Long>();
        for (var record : broker.read("sums")) {
            var sum = Long.parseLong(new String(record.value(), StandardCharsets.UTF_8));
            assertThat(sum).as(record.key()).isGreaterThan(seen.getOrDefault(record.key(), 0L));
            seen.put(record.key(), sum);
        }
    }

    @Test
    void putsBadBytesAsideAndGoesOn() {
        // Given
        try (var runner = start()) {
            // When
            broker.write("invoices", 0L, "shop", new byte[] {1}, second(1));
            // Then
            await().atMost(TIMEOUT).until(() -> total() == 1);
            assertThat(runner.health().live()).isTrue();
            assertThat(broker.read("rapport-testing.dlq.v1")).singleElement().satisfies(letter -> {
                assertThat(letter.key()).isEqualTo("shop");
                assertThat(letter.value()).containsExactly(1);
            });
        }
    }

    @Test
    void stopsPromptly() {
        // Given
        var runner = start();
        await().atMost(TIMEOUT).until(() -> runner.health().ready());
        // When
        var before = System.nanoTime();
        runner.close();
        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(runner.health().ready()).isFalse();
    }

    @Test
    void tellsOnceOfTheErrorThatOnlyARestartCanHeal() {
        // Given: a store fails, so no record is to blame
        var failure = new CompletableFuture<Throwable>();
        var builder = new StreamsBuilder();
        builder.stream("invoices", consumed())
                .peek(
                        (key, value) -> {
                            throw new org.apache.kafka.streams.errors.InvalidStateStoreException("disk is full");
                        },
                        Named.as("fail"));
        try (var runner = runner(builder.build())) {
            runner.start(failure::complete);
            // When
            broker.write("invoices", 0L, "shop", second(1));
            // Then
            await().atMost(TIMEOUT).until(failure::isDone);
            assertThat(failure.join()).hasStackTraceContaining("disk is full");
            await().atMost(TIMEOUT).until(() -> !runner.health().live());
            assertThat(broker.read("rapport-testing.dlq.v1")).isEmpty();
        }
    }

    @Test
    void saysThatDamagedStateMayBeDeleted() throws IOException {
        // Given
        try (var runner = start()) {
            write(0, INVOICES);
            await().atMost(TIMEOUT).until(() -> total() == INVOICES);
            assertThat(runner.health().live()).isTrue();
        }
        cutStoresShort();
        var failure = new CompletableFuture<Throwable>();
        try (var runner = runner(counting())) {
            // When
            try {
                runner.start(failure::complete);
            } catch (StorageFault e) {
                failure.complete(e);
            }
            // Then
            await().atMost(TIMEOUT).until(failure::isDone);
            assertThat(failure.join())
                    .isInstanceOf(StorageFault.class)
                    .message()
                    .startsWith("the local state in " + folder.resolve("state/rapport-testing") + " cannot be used")
                    .endsWith("it is rebuilt from Kafka and nothing is lost");
        }
    }

    /** As a disk does that lost what it had promised. */
    private void cutStoresShort() throws IOException {
        try (var paths = Files.walk(folder.resolve("state"))) {
            for (var path : paths.filter(file -> file.getFileName().toString().startsWith("MANIFEST"))
                    .toList()) {
                Files.write(path, new byte[] {1, 2, 3});
            }
        }
    }

    private StreamsRunner start() {
        var runner = runner(counting());
        runner.start(error -> {});
        return runner;
    }

    private StreamsRunner runner(Topology topology) {
        var tuning = new StreamsTuning(1, Duration.ofMillis(100), folder.resolve("state"));
        return new StreamsRunner("rapport-testing", topology, broker.connection(), tuning, new SimpleMeterRegistry());
    }

    private static Topology counting() {
        var builder = new StreamsBuilder();
        builder.stream("invoices", consumed())
                .groupByKey(Grouped.with("by-shop", Serdes.String(), Serdes.Long()))
                .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofHours(1)))
                .count(
                        Named.as("count-invoices"),
                        Materialized.<String, Long, WindowStore<Bytes, byte[]>>as("invoices-by-shop")
                                .withKeySerde(Serdes.String())
                                .withValueSerde(Serdes.Long()))
                .toStream(Named.as("list-counts"))
                .map(
                        (key, count) ->
                                KeyValue.pair(key.key() + "@" + key.window().start(), Long.toString(count)),
                        Named.as("write-count"))
                .to("sums", Produced.with(Serdes.String(), Serdes.String()));
        return builder.build();
    }

    /** Event time is in the value, as in every topic of ours. */
    private static Consumed<String, Long> consumed() {
        return Consumed.with(Serdes.String(), Serdes.Long())
                .withTimestampExtractor((record, partitionTime) -> (Long) record.value())
                .withName("read-invoices");
    }

    private void write(int from, int to) {
        for (var n = from; n < to; n++) {
            values.add(second(n));
        }
        broker.write("invoices", 0L, "shop", values.toArray(byte[][]::new));
        values.clear();
    }

    private final java.util.List<byte[]> values = new java.util.ArrayList<>();

    private static byte[] second(int n) {
        var at = Instant.parse("2010-12-01T08:26:00Z").plusSeconds(n).toEpochMilli();
        return Serdes.Long().serializer().serialize("invoices", at);
    }

    /** The last count of every window, added up. */
    private long total() {
        var last = new HashMap<String, Long>();
        broker.read("sums")
                .forEach(record ->
                        last.put(record.key(), Long.parseLong(new String(record.value(), StandardCharsets.UTF_8))));
        return last.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void deleteRecursively(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
