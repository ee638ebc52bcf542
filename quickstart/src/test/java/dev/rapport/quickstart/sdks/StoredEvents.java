package dev.rapport.quickstart.sdks;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** What capture stored and what enrichment made of it, read as it comes. */
final class StoredEvents implements AutoCloseable {
    private static final int MARKERS = 24;
    private static final String MARKER = "Everything Sent";

    private final Tail<CapturedEvent> captured;
    private final Tail<EnrichedEvent> enriched;

    StoredEvents(Site site) {
        captured = new Tail<>(site, Topics.EVENTS_CAPTURED);
        enriched = new Tail<>(site, Topics.EVENTS_ENRICHED);
    }

    /** Reads on. */
    void poll() {
        captured.poll();
        enriched.poll();
    }

    /** Waits until everything that is stored by now is enriched: events behind it on all ways through are. */
    void awaitEnriched(Site site, String round) throws IOException, InterruptedException {
        for (var i = 0; i < MARKERS; i++) {
            site.track("marker-device-" + round + i % 5, "marker-" + round + i, MARKER);
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            poll();
            return enriched.records.stream()
                            .filter(event -> isFrom("marker-" + round, event.getUserId()))
                            .count()
                    >= MARKERS;
        });
        poll();
    }

    /** Events of a run that are no duplicates, in the order enriched. */
    List<Stored> of(Run run) {
        return enriched.records.stream()
                .filter(event -> isOf(run, event.getUserId(), event.getAnonymousId()))
                .flatMap(
                        event -> capturedAs(event.getMessageId()).map(captured -> new Stored(event, captured)).stream())
                .toList();
    }

    /** How often each message of senders whose ids begin so was captured. */
    Map<String, Integer> capturedCopies(String prefix) {
        return counted(captured.records.stream()
                .filter(event -> isFrom(prefix, event.getUserId()))
                .map(CapturedEvent::getMessageId));
    }

    /** How often each message of senders whose ids begin so was enriched. */
    Map<String, Integer> enrichedCopies(String prefix) {
        return counted(enriched.records.stream()
                .filter(event -> isFrom(prefix, event.getUserId()))
                .map(EnrichedEvent::getMessageId));
    }

    private static Map<String, Integer> counted(Stream<String> messageIds) {
        return messageIds.collect(Collectors.toMap(id -> id, id -> 1, Integer::sum));
    }

    /** Records of a run in the captured topic, duplicates included. */
    long copies(Run run) {
        return captured.records.stream()
                .filter(event -> isOf(run, event.getUserId(), event.getAnonymousId()))
                .count();
    }

    @Override
    public void close() {
        captured.consumer.close();
        enriched.consumer.close();
    }

    private Optional<CapturedEvent> capturedAs(String messageId) {
        return captured.records.stream()
                .filter(event -> event.getMessageId().equals(messageId))
                .findFirst();
    }

    private static boolean isOf(Run run, @Nullable String... ids) {
        return isFrom(run.prefix(), ids);
    }

    private static boolean isFrom(String prefix, @Nullable String... ids) {
        return Stream.of(ids).filter(Objects::nonNull).anyMatch(id -> id.startsWith(prefix));
    }

    /** One event: as enriched, and as captured for what enrichment does not pass on. */
    record Stored(EnrichedEvent event, CapturedEvent captured) {
        JsonNode properties() throws IOException {
            return Run.JSON.readTree(event.getProperties());
        }

        JsonNode payload() throws IOException {
            return Run.JSON.readTree(StandardCharsets.UTF_8
                    .decode(captured.getPayload().duplicate())
                    .toString());
        }
    }

    private static final class Tail<V extends SpecificRecord> {
        private final KafkaConsumer<String, V> consumer;
        private final List<V> records = new ArrayList<>();

        Tail(Site site, Topic<V> topic) {
            var services = site.services();
            consumer = new KafkaConsumer<>(
                    services.kafka().consumer("testing", Optional.empty()),
                    new StringDeserializer(),
                    services.serdes().value(topic).deserializer());
            var partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        void poll() {
            consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                // Ticks between the records have no value.
                if (record.value() != null) {
                    records.add(record.value());
                }
            });
        }
    }
}
