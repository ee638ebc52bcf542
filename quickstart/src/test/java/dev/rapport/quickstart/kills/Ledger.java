package dev.rapport.quickstart.kills;

import static org.awaitility.Awaitility.await;

import dev.rapport.enrichment.app.EnrichmentServiceFactory;
import dev.rapport.registry.LocalRegistry;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.kafka.TopicReader;
import dev.rapport.runtime.service.ServiceProcess;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** Enrichment, started when the killing is over, and how often each message id is in the topics before and behind it. */
final class Ledger implements AutoCloseable {
    private final ServiceProcess process;

    private Ledger(ServiceProcess process) {
        this.process = process;
    }

    /** @param folder of its state */
    static Ledger start(String bootstrapServers, Path folder) {
        var settings = settings(bootstrapServers, folder);
        return new Ledger(
                ServiceProcess.start(settings, 0, List.of(new EnrichmentServiceFactory()), LocalRegistry.alone()));
    }

    /** Of services in this JVM, on the broker that was killed or whose clients were. */
    static Settings settings(String bootstrapServers, Path folder) {
        return Settings.of(Map.of(
                "kafka.bootstrap.servers",
                bootstrapServers,
                "http.host",
                "127.0.0.1",
                "http.port",
                "0",
                "topics.partitions",
                Integer.toString(CaptureProcess.PARTITIONS),
                "topics.replication",
                "1",
                "streams.state-dir",
                folder.resolve("state").toString()));
    }

    Map<String, Integer> captured() {
        return copies(Topics.EVENTS_CAPTURED, event -> event.getMessageId());
    }

    /** Waits until nothing has come for a while after everything is there: duplicates would come, too. */
    Map<String, Integer> awaitEnriched(int distinct, Duration atMost) {
        await().atMost(atMost)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> enriched().size() >= distinct);
        var seen = new ArrayList<Map<String, Integer>>();
        await().atMost(atMost).pollInterval(Duration.ofSeconds(3)).until(() -> {
            seen.add(enriched());
            return seen.size() > 1 && seen.get(seen.size() - 1).equals(seen.get(seen.size() - 2));
        });
        return seen.get(seen.size() - 1);
    }

    static int sum(Map<String, Integer> copies) {
        return copies.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Map<String, Integer> enriched() {
        return copies(Topics.EVENTS_ENRICHED, event -> event.getMessageId());
    }

    private <V extends SpecificRecord> Map<String, Integer> copies(Topic<V> topic, Function<V, String> messageId) {
        var copies = new HashMap<String, Integer>();
        var values = process.serdes().value(topic).deserializer();
        try (var reader = TopicReader.open(process.kafka(), "testing", topic.name())) {
            reader.readBacklog(record -> {
                var value = values.deserialize(record.topic(), record.headers(), record.value());
                // Ticks between the records have no value.
                if (value != null) {
                    copies.merge(messageId.apply(value), 1, Integer::sum);
                }
            });
        }
        return copies;
    }

    @Override
    public void close() {
        process.close();
    }
}
