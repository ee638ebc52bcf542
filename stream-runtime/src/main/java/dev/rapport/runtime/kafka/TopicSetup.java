package dev.rapport.runtime.kafka;

import dev.rapport.schemas.topic.Topic;
import dev.rapport.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates topics that are missing; those that exist are left as they are, whatever their settings. */
public final class TopicSetup {
    private final KafkaConnection kafka;
    private final Optional<Integer> partitions;
    private final short replication;

    /**
     * @param partitions  partitions instead of the catalogue's, for small machines; single-partition topics stay so
     * @param replication copies of every partition; -1 lets the brokers decide
     */
    public TopicSetup(KafkaConnection kafka, Optional<Integer> partitions, short replication) {
        this.kafka = kafka;
        this.partitions = partitions;
        this.replication = replication;
    }

    /**
     * Creates the whole catalogue and the dead letter topics of some applications.
     *
     * @throws KafkaException when Kafka refuses or cannot be reached
     */
    public void create(Collection<String> applicationIds) {
        var wanted = new ArrayList<NewTopic>();
        for (var topic : Topics.all()) {
            wanted.add(newTopic(topic));
        }
        for (var applicationId : applicationIds) {
            wanted.add(new NewTopic(Topics.deadLetters(applicationId), Optional.of(1), Optional.of(replication))
                    .configs(Map.of(
                            "retention.ms",
                            Long.toString(Topics.DEAD_LETTER_RETENTION.toMillis()),
                            "message.timestamp.type",
                            "LogAppendTime",
                            "max.message.bytes",
                            Integer.toString(KafkaConnection.MAX_REQUEST_BYTES))));
        }
        createMissing(wanted);
    }

    private NewTopic newTopic(Topic<?> topic) {
        return topic.newTopic(topic.partitions() == 1 ? Optional.empty() : partitions, replication);
    }

    private void createMissing(List<NewTopic> wanted) {
        try (var admin = Admin.create(kafka.admin("topic-setup"))) {
            var present = admin.listTopics().names().get();
            var missing = wanted.stream()
                    .filter(topic -> !present.contains(topic.name()))
                    .toList();
            for (var result : admin.createTopics(missing).values().entrySet()) {
                try {
                    result.getValue().get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new KafkaException(
                                "cannot create topic " + result.getKey() + " at " + kafka.bootstrapServers(),
                                e.getCause());
                    }
                }
            }
        } catch (ExecutionException e) {
            throw new KafkaException("cannot list the topics at " + kafka.bootstrapServers(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while creating topics", e);
        }
    }
}
