package dev.rapport.testkit.kafka;

import static dev.rapport.schemas.topic.Topics.PROFILES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@RealKafka
final class TestingKafkaIT {
    @Test
    void isTheSameBrokerForAllTestsOfTheJvm(TestingKafka one, TestingKafka other) {
        assertThat(one).isSameAs(other);
    }

    @Test
    void createsCatalogueTopicsWithTheirSettings(TestingKafka kafka) throws InterruptedException, ExecutionException {
        // When
        kafka.freshTopics(PROFILES);
        // Then
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get()).contains(PROFILES.name());
        }
    }

    @Test
    void makesATopicEmptyAgain(TestingKafka kafka) throws InterruptedException, ExecutionException {
        // Given
        var topic = kafka.unique("letters");
        kafka.freshTopic(topic, 1);
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", "value")).get();
        }
        // When
        kafka.freshTopic(topic, 1);
        // Then
        try (var admin = Admin.create(settings)) {
            var partition = new TopicPartition(topic, 0);
            var end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get();
            assertThat(end.offset()).isZero();
        }
    }

    @Test
    void givesEveryCallerAnotherName(TestingKafka kafka) {
        assertThat(kafka.unique("group")).isNotEqualTo(kafka.unique("group"));
    }
}
