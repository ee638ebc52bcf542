package dev.rapport.inference.consent;

import static dev.rapport.testkit.record.Records.aConsentChange;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rapport.registry.schema.KafkaSchemaRegistry;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.ConsentChange;
import dev.rapport.schemas.Identity;
import dev.rapport.schemas.IdentityState;
import dev.rapport.schemas.consent.ConsentKey;
import dev.rapport.schemas.consent.Purposes;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.record.Records;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
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
        kafka.freshTopics(Topics.CONSENTS, Topics.IDENTITIES, Topics.CAMPAIGNS_ACCEPTED);
        var connection = KafkaConnection.to(kafka.bootstrapServers());
        var registry = new SimpleMeterRegistry();
        var withdrawals = new Withdrawals(100);
        var identities = new MergedIdentities(100);
        var paused = new PausedCampaigns();
        var caughtUp = new CompletableFuture<Void>();
        try (var schemas = KafkaSchemaRegistry.open(connection);
                var producer = new KafkaProducer<>(
                        connection.producer("testing"), new StringSerializer(), new ByteArraySerializer());
                var follower = new ConsentFollower(
                        connection, new AvroSerdes(schemas), withdrawals, identities, paused, registry)) {
            var changes = new AvroSerdes(schemas).<ConsentChange>serializer();
            for (var customer = 0; customer < 20; customer++) {
                send(producer, "c" + customer, changes.serialize(Topics.CONSENTS.name(), change(customer, false)));
            }
            send(producer, "c0", changes.serialize(Topics.CONSENTS.name(), change(0, true)));
            send(producer, "c1", null);
            send(producer, "broken", new byte[] {1, 2, 3});
            var states = new AvroSerdes(schemas).<Identity>serializer();
            for (var state : List.of(
                    identity("device", "c2", IdentityState.MERGED),
                    identity("lent", "c3", IdentityState.MERGED),
                    identity("lent", "lent", IdentityState.UNMERGED),
                    identity("forgotten", "c4", IdentityState.MERGED))) {
                sendIdentity(producer, state.getFragmentId(), states.serialize(Topics.IDENTITIES.name(), state));
            }
            sendIdentity(producer, "forgotten", null);
            sendIdentity(producer, "unclear", new byte[] {1, 2, 3});
            var campaigns = new AvroSerdes(schemas).<CampaignDefinition>serializer();
            sendCampaign(producer, "welcome", campaigns.serialize(Topics.CAMPAIGNS_ACCEPTED.name(), campaign(true)));
            sendCampaign(producer, "resumed", campaigns.serialize(Topics.CAMPAIGNS_ACCEPTED.name(), campaign(true)));
            sendCampaign(producer, "resumed", campaigns.serialize(Topics.CAMPAIGNS_ACCEPTED.name(), campaign(false)));
            sendCampaign(producer, "unreadable", new byte[] {1, 2, 3});
            // When
            follower.start(() -> caughtUp.complete(null), caughtUp::completeExceptionally);
            // Then
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(caughtUp).isCompleted());
            assertThat(withdrawals.size()).isEqualTo(19);
            assertThat(isWithdrawn(withdrawals, "c0")).as("given again").isFalse();
            assertThat(isWithdrawn(withdrawals, "c1")).as("forgotten").isFalse();
            assertThat(isWithdrawn(withdrawals, "c2")).isTrue();
            assertThat(isWithdrawn(withdrawals, "broken")).isTrue();
            assertThat(registry.find("rapport.dead.letters").counters())
                    .extracting(Counter::count)
                    .containsExactly(1.0, 1.0, 1.0);
            assertThat(paused.contains("welcome")).isTrue();
            assertThat(paused.contains("resumed")).isFalse();
            assertThat(paused.contains("unreadable")).isTrue();
            assertThat(identities.size()).isEqualTo(1);
            assertThat(identities.groupOf(List.of("device")).members())
                    .containsExactlyInAnyOrder(CustomerHash.of("device"), CustomerHash.of("c2"));
            assertThat(identities.groupOf(List.of("unclear")).isComplete()).isFalse();
            // When
            send(producer, "c0", changes.serialize(Topics.CONSENTS.name(), change(0, false)));
            // Then
            await().atMost(PATIENCE).until(() -> isWithdrawn(withdrawals, "c0"));
            assertThat(follower.hasFailed()).isFalse();
        }
    }

    private static void sendCampaign(KafkaProducer<String, byte[]> producer, String key, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(Topics.CAMPAIGNS_ACCEPTED.name(), key, value));
        producer.flush();
    }

    private static CampaignDefinition campaign(boolean paused) {
        return Records.aCampaignDefinition("id: x").setPaused(paused).build();
    }

    private static boolean isWithdrawn(Withdrawals withdrawals, String customerId) {
        return withdrawals.contains(CustomerHash.of(customerId), marketing(customerId));
    }

    private static Identity identity(String fragmentId, String customerId, IdentityState state) {
        return Identity.newBuilder()
                .setFragmentId(fragmentId)
                .setCustomerId(customerId)
                .setState(state)
                .setChangedAt(Records.NOW)
                .build();
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

    private static void sendIdentity(
            KafkaProducer<String, byte[]> producer, String fragmentId, byte @Nullable [] value) {
        var unused = producer.send(new ProducerRecord<>(Topics.IDENTITIES.name(), fragmentId, value));
        producer.flush();
    }

    private static void send(KafkaProducer<String, byte[]> producer, String customer, byte @Nullable [] value) {
        var unused = producer.send(
                new ProducerRecord<>(Topics.CONSENTS.name(), marketing(customer).text(), value));
        producer.flush();
    }
}
