package dev.rapport.inference.consent;

import static dev.rapport.testkit.record.Records.aConsentChange;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.registry.schema.KafkaSchemaRegistry;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.ConsentChange;
import dev.rapport.schemas.consent.ConsentKey;
import dev.rapport.schemas.consent.Purposes;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.kafka.TestingKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@RealKafka
final class ConsentFollowerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void knowsWhatWasThereAtTheStartAndWhatComes(TestingKafka kafka) {
        // Given
        kafka.freshTopics(Topics.CONSENTS);
        var connection = KafkaConnection.to(kafka.bootstrapServers());
        var registry = new SimpleMeterRegistry();
        var withdrawals = new Withdrawals(100);
        var caughtUp = new CompletableFuture<Void>();
        try (var schemas = KafkaSchemaRegistry.open(connection);
                var producer = new KafkaProducer<>(
                        connection.producer("testing"), new StringSerializer(), new ByteArraySerializer());
                var follower = new ConsentFollower(connection, new AvroSerdes(schemas), withdrawals, registry)) {
            var changes = new AvroSerdes(schemas).<ConsentChange>serializer();
            for (var customer = 0; customer < 20; customer++) {
                send(producer, "c" + customer, changes.serialize(Topics.CONSENTS.name(), change(customer, false)));
            }
            send(producer, "c0", changes.serialize(Topics.CONSENTS.name(), change(0, true)));
            send(producer, "c1", null);
            send(producer, "broken", new byte[] {1, 2, 3});
            // When
            follower.start(() -> caughtUp.complete(null), caughtUp::completeExceptionally);
            // Then
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(caughtUp).isCompleted());
            assertThat(withdrawals.size()).isEqualTo(19);
            assertThat(withdrawals.holds(marketing("c0"))).as("given again").isFalse();
            assertThat(withdrawals.holds(marketing("c1"))).as("forgotten").isFalse();
            assertThat(withdrawals.holds(marketing("c2"))).isTrue();
            assertThat(withdrawals.holds(marketing("broken"))).isTrue();
            assertThat(registry.get("rapport.dead.letters").counter().count()).isEqualTo(1);
            // When
            send(producer, "c0", changes.serialize(Topics.CONSENTS.name(), change(0, false)));
            // Then
            await().atMost(PATIENCE).until(() -> withdrawals.holds(marketing("c0")));
            assertThat(follower.hasFailed()).isFalse();
        }
    }

    private static ConsentKey marketing(String customerId) {
        return ConsentKey.ofCategory(customerId, Purposes.MARKETING);
    }

    private static ConsentChange change(int customer, boolean granted) {
        return aConsentChange()
                .setCustomerId("c" + customer)
                .setGranted(granted)
                .build();
    }

    private static void send(KafkaProducer<String, byte[]> producer, String customer, byte @Nullable [] value) {
        var unused = producer.send(
                new ProducerRecord<>(Topics.CONSENTS.name(), marketing(customer).text(), value));
        producer.flush();
    }
}
