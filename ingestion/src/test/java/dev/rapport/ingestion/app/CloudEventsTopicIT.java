package dev.rapport.ingestion.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.topic.Topics;
import dev.rapport.testkit.kafka.RealKafka;
import dev.rapport.testkit.kafka.TestingKafka;
import dev.rapport.testkit.service.TestingService;
import dev.rapport.testkit.slow.Slow;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CloudEvents on a topic of a real broker, as the SDK writes them. */
@RealKafka
@Slow
final class CloudEventsTopicIT {
    @Test
    void takesBothModesAndGoesOnPastWhatIsNone(TestingKafka kafka, @TempDir Path folder) throws Exception {
        // Given
        var topic = kafka.unique("shop.events");
        kafka.freshTopic(topic, 1);
        var file = Files.writeString(
                folder.resolve("topics.yaml"),
                "topics: [{topic: " + topic + ", format: cloudevents, source: " + topic + "}]");
        var settings =
                Map.of("ingestion.topics.file", file.toString(), "ingestion.topics.group", kafka.unique("events"));
        try (var producer = new KafkaProducer<byte[], byte[]>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var sent = List.of(
                    producer.send(KafkaMessageFactory.createWriter(topic, 0, new byte[0])
                            .writeBinary(event("1"))),
                    producer.send(new ProducerRecord<>(topic, "not a CloudEvent".getBytes(UTF_8))),
                    producer.send(new ProducerRecord<>(topic, null)),
                    producer.send(KafkaMessageFactory.createWriter(topic, 0, new byte[0])
                            .writeStructured(event("2"), JsonFormat.CONTENT_TYPE)));
            producer.flush();
            assertThat(sent).allMatch(Future::isDone);
        }
        // When
        try (var service = TestingService.on(kafka, settings, new IngestionServiceFactory())) {
            // Then
            assertThat(service.findAll(
                            Topics.EVENTS_CAPTURED,
                            (CapturedEvent event) -> event.getSourceId().equals(topic),
                            2))
                    .extracting(CapturedEvent::getMessageId)
                    .containsExactly("/orders 1", "/orders 2");
            assertThat(service.findAll(
                            Topics.EVENTS_REJECTED, event -> event.getSourceId().equals(topic), 1))
                    .singleElement()
                    .satisfies(rejected -> {
                        assertThat(rejected.getDetail()).contains("attribute specversion is required");
                        assertThat(rejected.getOffset()).isEqualTo(1);
                    });
        }
    }

    private static CloudEvent event(String id) {
        return CloudEventBuilder.v1()
                .withId(id)
                .withSource(URI.create("/orders"))
                .withType("com.example.order.placed")
                .withSubject("ada")
                .withData("application/json", "{\"total\":19.90}".getBytes(UTF_8))
                .build();
    }
}
