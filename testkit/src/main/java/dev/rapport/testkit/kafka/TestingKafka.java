package dev.rapport.testkit.kafka;

import static org.awaitility.Awaitility.await;

import dev.rapport.embedded.EmbeddedKafka;
import dev.rapport.embedded.EmbeddedKafkaConfig;
import dev.rapport.schemas.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A real broker on a directory of its own, shared by all tests of a JVM: make topics fresh and names unique instead of
 * assuming an empty broker. Thread-safe.
 */
public final class TestingKafka implements AutoCloseable {
    private static final short ONE_COPY = 1;
    private static final long TIMEOUT_SECONDS = 60;
    private static final Duration TIMEOUT = Duration.ofSeconds(TIMEOUT_SECONDS);
    private static final Duration POLL = Duration.ofMillis(20);

    private final EmbeddedKafka kafka;
    private final Path dataDir;
    private final AtomicInteger names = new AtomicInteger();

    private TestingKafka(EmbeddedKafka kafka, Path dataDir) {
        this.kafka = kafka;
        this.dataDir = dataDir;
    }

    /** A broker beside the shared one, for tests that stop it; the caller closes it. */
    public static TestingKafka start() {
        try {
            var dataDir = Files.createTempDirectory("rapport-testing-kafka");
            return new TestingKafka(EmbeddedKafka.start(EmbeddedKafkaConfig.in(dataDir)), dataDir);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Address for clients. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Name that no other test of this JVM gets, for groups, application ids and topics. */
    public String unique(String prefix) {
        return prefix + "-" + names.incrementAndGet();
    }

    /** Creates the topics of the catalogue, empty, with their own settings; those that exist are deleted first. */
    public void freshTopics(Topic<?>... topics) {
        fresh(Arrays.stream(topics)
                .map(topic -> topic.newTopic(Optional.empty(), ONE_COPY))
                .toList());
    }

    /** As {@link #freshTopics(Topic[])}, with as many partitions each. */
    public void freshTopics(int partitions, Topic<?>... topics) {
        fresh(Arrays.stream(topics)
                .map(topic -> topic.newTopic(Optional.of(partitions), ONE_COPY))
                .toList());
    }

    /** Creates an empty topic with Kafka's default settings; one of that name is deleted first. */
    public void freshTopic(String name, int partitions) {
        fresh(List.of(new NewTopic(name, partitions, ONE_COPY)));
    }

    @Override
    public void close() {
        kafka.close();
        try (var paths = Files.walk(dataDir)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fresh(Collection<NewTopic> topics) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            for (var topic : topics) {
                delete(admin, topic.name());
            }
            var created = admin.createTopics(topics);
            for (var topic : topics) {
                var id = created.topicId(topic.name()).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                await().atMost(TIMEOUT).pollInterval(POLL).until(() -> isServed(admin, topic.name(), id));
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("topics could not be made fresh: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making topics fresh", e);
        }
    }

    /** The controller creates a topic a moment before brokers serve it, and forgets a deleted one as much earlier. */
    private static boolean isServed(Admin admin, String topic, Uuid id) throws InterruptedException {
        try {
            var description = admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .values()
                    .iterator()
                    .next()
                    .get();
            return description.topicId().equals(id)
                    && description.partitions().stream().noneMatch(partition -> partition.leader() == null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw new IllegalStateException("topic " + topic + " cannot be described", e);
        }
    }

    private static void delete(Admin admin, String topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            admin.deleteTopics(List.of(topic)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
        }
    }
}
