package dev.rapport.quickstart.kills;

import static org.awaitility.Awaitility.await;

import dev.rapport.enrichment.json.JacksonJson;
import dev.rapport.enrichment.topology.EnrichmentConfig;
import dev.rapport.enrichment.topology.EnrichmentTopology;
import dev.rapport.registry.LocalRegistry;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.kafka.TopicReader;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.service.ServiceProcess;
import dev.rapport.runtime.streams.StreamsRunner;
import dev.rapport.runtime.streams.StreamsTuning;
import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What enrichment has written so far, and an application of another name that reads the same log from its beginning. */
final class UndisturbedEnrichment implements AutoCloseable {
    private static final String KILLED = "rapport-enrichment";
    private static final String AGAIN = "rapport-enrichment-undisturbed";
    private static final Duration POLL = Duration.ofSeconds(1);

    private final ServiceProcess process;
    private final Admin admin;
    private final Path folder;

    private UndisturbedEnrichment(ServiceProcess process, Path folder) {
        this.process = process;
        this.admin = Admin.create(process.kafka().admin("testing"));
        this.folder = folder;
    }

    /** @param folder of its state */
    static UndisturbedEnrichment on(String bootstrapServers, Path folder) {
        var settings = Ledger.settings(bootstrapServers, folder);
        return new UndisturbedEnrichment(ServiceProcess.start(settings, 0, List.of(), LocalRegistry.alone()), folder);
    }

    KafkaConnection kafka() {
        return process.kafka();
    }

    AvroSerdes serdes() {
        return process.serdes();
    }

    /** Records of decisions so far. */
    long decisions() {
        return ends(List.of(Topics.DECISIONS.name())).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** What the application that is killed wrote, once it has read all that was captured. */
    Outputs awaitSettled(Duration atMost) {
        await().atMost(atMost).pollInterval(POLL).until(() -> hasReadAll(KILLED));
        return written(Map.of());
    }

    /**
     * Runs the other application to the end of the log.
     *
     * @return what it wrote itself
     */
    Outputs run(Duration atMost) {
        var from = ends(Outputs.TOPICS.stream().map(Topic::name).toList());
        var meters = new SimpleMeterRegistry();
        var topology = new EnrichmentTopology(serdes(), EnrichmentConfig.DEFAULT, meters, new JacksonJson()).build();
        try (var runner = new StreamsRunner(
                AGAIN,
                topology,
                kafka(),
                new StreamsTuning(1, Duration.ofMillis(100), folder.resolve("undisturbed")),
                meters)) {
            var failures = new ArrayList<Throwable>();
            runner.start(failures::add);
            await().atMost(atMost).pollInterval(POLL).until(() -> !failures.isEmpty() || hasReadAll(AGAIN));
            if (!failures.isEmpty()) {
                throw new IllegalStateException("the undisturbed application failed", failures.get(0));
            }
            return written(from);
        }
    }

    @Override
    public void close() {
        admin.close();
        process.close();
    }

    /**
     * Whether an application has committed all of its topics, those between its own nodes among them. Behind the last record of those
     * is the marker of its transaction, which nobody processes.
     */
    private boolean hasReadAll(String application) throws ExecutionException, InterruptedException {
        var internal = admin.listTopics().names().get().stream()
                .filter(name -> name.startsWith(application + "-") && name.endsWith("-repartition"))
                .filter(name -> application.equals(AGAIN) || !name.startsWith(AGAIN))
                .toList();
        var topics = new ArrayList<>(internal);
        topics.add(Topics.EVENTS_CAPTURED.name());
        var committed = admin.listConsumerGroupOffsets(application)
                .partitionsToOffsetAndMetadata()
                .get();
        return !internal.isEmpty()
                && ends(topics).entrySet().stream()
                        .allMatch(end -> end.getValue() == 0
                                || (committed.containsKey(end.getKey())
                                        && committed.get(end.getKey()).offset() >= end.getValue() - 1));
    }

    private Outputs written(Map<TopicPartition, Long> from) {
        var outputs = Outputs.none();
        var topics = Outputs.TOPICS.stream().map(Topic::name).toList();
        try (var reader = TopicReader.open(kafka(), "testing", topics)) {
            reader.readBacklog(record -> {
                var partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() >= from.getOrDefault(partition, 0L)) {
                    outputs.add(serdes(), record);
                }
            });
        }
        return outputs;
    }

    private Map<TopicPartition, Long> ends(List<String> topics) {
        try {
            var latest = new HashMap<TopicPartition, OffsetSpec>();
            for (var topic : admin.describeTopics(topics).allTopicNames().get().values()) {
                topic.partitions()
                        .forEach(partition -> latest.put(
                                new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest()));
            }
            return admin.listOffsets(latest).all().get().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, end -> end.getValue().offset()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                // Created by another process, and not served yet.
                return Map.of();
            }
            throw new IllegalStateException("Kafka does not return the ends of " + topics, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
