package dev.rapport.quickstart.kills;

import dev.rapport.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/** Change events of Debezium and Salesforce in topics, each of another row, and how far a consumer group is with them. */
@SuppressWarnings("FutureReturnValueIgnored") // A flush waits for them, and what is not sent is not found.
final class SourceTopics implements AutoCloseable {
    static final String DEBEZIUM = "shop.public.customers";
    static final String SALESFORCE = "salesforce.changes";
    static final String GROUP = "killed-sources";

    private static final short ONE_COPY = 1;
    /** Of the first row: an id of 0 is one that programs write where they have none. */
    private static final int FIRST = 1_000;

    private static final long COMMITTED_AT = 1_777_885_200_000L;

    private final Admin admin;
    private final Producer<String, String> producer;
    private int made;

    SourceTopics(String bootstrapServers) throws ExecutionException, InterruptedException {
        var connection = Map.<String, Object>of("bootstrap.servers", bootstrapServers);
        admin = Admin.create(connection);
        admin.createTopics(List.of(new NewTopic(DEBEZIUM, 2, ONE_COPY), new NewTopic(SALESFORCE, 2, ONE_COPY)))
                .all()
                .get();
        producer = new KafkaProducer<>(connection, new StringSerializer(), new StringSerializer());
    }

    /** Records so far, each of which is one event. */
    int made() {
        return made;
    }

    /** Sends changes of so many rows and of so many contacts. */
    void send(int each) {
        for (var i = 0; i < each; i++) {
            var number = FIRST + made;
            producer.send(new ProducerRecord<>(DEBEZIUM, "{\"id\":" + number + "}", row(number)));
            producer.send(new ProducerRecord<>(SALESFORCE, null, contact(number)));
            made += 2;
        }
        producer.flush();
    }

    /** Records that the group has committed. */
    long committed() throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get().values().stream()
                .mapToLong(offset -> offset.offset())
                .sum();
    }

    /** Records in the topic of captured events; ticks are among them. */
    long captured() throws ExecutionException, InterruptedException {
        var topic = Topics.EVENTS_CAPTURED.name();
        if (!admin.listTopics().names().get().contains(topic)) {
            return 0;
        }
        var latest = IntStream.range(0, CaptureProcess.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get().values().stream()
                .mapToLong(offset -> offset.offset())
                .sum();
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }

    private static String row(int id) {
        return "{\"before\":null,\"after\":{\"id\":" + id + ",\"email\":\"" + id + "@example.com\"},\"source\":{"
                + "\"table\":\"customers\",\"lsn\":" + id + ",\"ts_ms\":" + COMMITTED_AT + "},\"op\":\"c\"}";
    }

    /** The checksum at the end of an id is not looked at. */
    private static String contact(int number) {
        return "{\"ChangeEventHeader\":{\"entityName\":\"Contact\",\"recordIds\":[\"%s\"],\"changeType\":\"CREATE\","
                        .formatted("003Hs%010dAAA".formatted(number))
                + "\"changedFields\":[],\"transactionKey\":\"tx-" + number + "\",\"sequenceNumber\":1,"
                + "\"commitTimestamp\":" + COMMITTED_AT + "},\"Email\":\"" + number + "@example.com\"}";
    }
}
