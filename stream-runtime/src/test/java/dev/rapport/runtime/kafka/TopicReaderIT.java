package dev.rapport.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rapport.runtime.broker.TestingBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TopicReaderIT {
    @TempDir
    private static Path dir;

    private static TestingBroker broker;

    @BeforeAll
    static void start() {
        broker = TestingBroker.start(dir);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void readsToTheEndAndThenWhatWasAdded() throws Exception {
        // Given
        broker.createTopic("added", 3, Map.of());
        write("added", "a", "b", "c");
        try (var reader = TopicReader.open(broker.connection(), "testing", "added")) {
            var first = new ArrayList<String>();
            reader.readToEnd(record -> first.add(text(record)));
            write("added", "d");
            // When
            var second = new ArrayList<String>();
            reader.readToEnd(record -> second.add(text(record)));
            // Then
            assertThat(first).containsExactlyInAnyOrder("a", "b", "c");
            assertThat(second).containsExactly("d");
        }
    }

    @Test
    void knowsWhatWasThereAtTheStart() throws Exception {
        // Given
        broker.createTopic("backlog", 1, Map.of());
        write("backlog", "a", "b");
        try (var reader = TopicReader.open(broker.connection(), "testing", "backlog")) {
            write("backlog", "c");
            var backlog = new ArrayList<String>();
            // When
            reader.readToEnd(record -> {
                if (reader.isBacklog(record)) {
                    backlog.add(text(record));
                }
            });
            // Then
            assertThat(backlog).containsExactly("a", "b");
            assertThat(reader.isCaughtUp()).isTrue();
            assertThat(reader.progress()).isEqualTo(1);
        }
    }

    @Test
    void leavesOutAllButTheLast() throws Exception {
        // Given
        broker.createTopic("last", 1, Map.of());
        write("last", "a", "b", "c");
        try (var reader = TopicReader.open(broker.connection(), "testing", "last")) {
            var read = new ArrayList<String>();
            // When
            reader.seekToLast("last", 2);
            reader.readBacklog(record -> read.add(text(record)));
            // Then
            assertThat(read).containsExactly("b", "c");
        }
    }

    @Test
    void namesTheTopicsThatDoNotExist() throws Exception {
        // Given
        broker.createTopic("there", 1, Map.of());
        // When, Then
        assertThatThrownBy(() -> TopicReader.open(broker.connection(), "testing", List.of("there", "nowhere")))
                .isInstanceOf(UnknownTopicOrPartitionException.class)
                .hasMessage("nowhere does not exist");
    }

    @Test
    void followsPartitionsThatAreAdded() throws Exception {
        // Given
        broker.createTopic("wider", 1, Map.of());
        try (var reader = TopicReader.open(broker.connection(), "testing", "wider");
                var admin = broker.admin()) {
            admin.createPartitions(Map.of("wider", NewPartitions.increaseTo(4)))
                    .all()
                    .get();
            write("wider", "a", "b", "c", "d", "e", "f", "g", "h");
            var read = new ArrayList<String>();
            // When
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                reader.addPartitions();
                reader.readToEnd(record -> read.add(text(record)));
                // Then
                assertThat(read).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f", "g", "h");
            });
        }
    }

    /** One that is retriable, too: Kafka did not throw it, and its record would not come again. */
    @ParameterizedTest
    @MethodSource
    void startsOverAfterAFailureOfTheSubscriber(String topic, RuntimeException failure) throws Exception {
        // Given
        broker.createTopic(topic, 1, Map.of());
        write(topic, "a", "b");
        var subscriber = new FailingOnce(failure);
        try (var follower = new TopicFollower(broker.connection(), "testing", List.of(topic), subscriber)) {
            // When
            follower.start();
            // Then
            await().atMost(Duration.ofSeconds(30)).until(() -> subscriber.caughtUp.get() == 1);
            assertThat(subscriber.records).containsExactly("start", "a", "start", "a", "b");
            assertThat(subscriber.failed).containsExactly(failure);
        }
    }

    static Stream<Arguments> startsOverAfterAFailureOfTheSubscriber() {
        return Stream.of(
                arguments("again", new IllegalStateException("once")),
                arguments("retriable", new TimeoutException("once")));
    }

    @Test
    void waitsForATopicThatDoesNotExistYet() throws Exception {
        // Given
        var subscriber = new FailingOnce(new IllegalStateException("never"));
        subscriber.failures.set(1);
        try (var follower = new TopicFollower(broker.connection(), "testing", List.of("late"), subscriber)) {
            follower.start();
            // When
            broker.createTopic("late", 1, Map.of());
            write("late", "a");
            // Then
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(subscriber.records).containsExactly("start", "a"));
        }
    }

    private static void write(String topic, String... values) {
        for (var value : values) {
            broker.write(topic, 1L, value, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String text(ConsumerRecord<String, byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    private static final class FailingOnce implements TopicFollower.Subscriber {
        private final List<String> records = new CopyOnWriteArrayList<>();
        private final AtomicInteger caughtUp = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();
        private final List<Throwable> failed = new CopyOnWriteArrayList<>();
        private final RuntimeException failure;

        private FailingOnce(RuntimeException failure) {
            this.failure = failure;
        }

        @Override
        public void onStart(TopicReader reader) {
            records.add("start");
        }

        @Override
        public void onRecord(ConsumerRecord<String, byte[]> record, boolean isBacklog) {
            records.add(text(record));
            if (failures.compareAndSet(0, 1)) {
                throw failure;
            }
        }

        @Override
        public void onCaughtUp() {
            caughtUp.incrementAndGet();
        }

        @Override
        public boolean onFailure(Throwable error) {
            failed.add(error);
            return true;
        }
    }
}
