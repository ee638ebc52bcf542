package dev.rapport.ingestion.capture.cloudevents;

import static dev.rapport.ingestion.capture.cloudevents.CloudEventMessages.accepted;
import static dev.rapport.ingestion.capture.cloudevents.CloudEventMessages.payload;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.ingestion.capture.RawEvent;
import dev.rapport.ingestion.capture.topic.TopicRecord;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What the CloudEvents SDK writes is read as it was meant, in every mode and on both transports. */
final class SdkMessagesTest {
    private static final int EVENTS = 300;
    private static final List<String> TEXTS =
            List.of("ada", "a b", "50%", "%20", "grüß", "客户", "😀", "say \"hi\"", "back\\slash", "a/b#c?d=e&f");

    @Test
    void readsWhatTheSdkWritesInEveryModeSeed20260504() {
        // Given
        var random = new Random(20_260_504);
        for (var count = 0; count < EVENTS; count++) {
            var event = event(random);
            var readers = List.<Function<CloudEvent, RawEvent>>of(
                    SdkMessagesTest::httpBinary,
                    SdkMessagesTest::httpStructured,
                    SdkMessagesTest::kafkaBinary,
                    SdkMessagesTest::kafkaStructured);
            for (var reader : readers) {
                // When
                var read = payload(accepted(reader.apply(event)));
                // Then
                assertIsMeant(read, event);
            }
        }
    }

    private static void assertIsMeant(JsonNode read, CloudEvent event) {
        var attributes = read.at("/context/cloudevent");
        assertThat(attributes.path("id").asText()).isEqualTo(event.getId());
        assertThat(attributes.path("source").asText())
                .isEqualTo(event.getSource().toString());
        assertThat(attributes.path("subject").asText()).isEqualTo(event.getSubject());
        assertThat(OffsetDateTime.parse(attributes.path("time").asText())).isEqualTo(event.getTime());
        assertThat(attributes.at("/extensions/comexampletext").asText())
                .isEqualTo(event.getExtension("comexampletext"));
        assertThat(attributes.at("/extensions/traceparent").asText()).isEqualTo(event.getExtension("traceparent"));
        assertThat(read.get("properties"))
                .isEqualTo(CloudEventMessages.json(new String(event.getData().toBytes(), UTF_8)));
    }

    private static CloudEvent event(Random random) {
        return CloudEventBuilder.v1()
                .withId(text(random) + random.nextInt())
                .withSource(URI.create("/shop/" + random.nextInt(9)))
                .withType("com.example.viewed")
                .withSubject(text(random))
                .withTime(OffsetDateTime.of(
                        2026, 5, 4, random.nextInt(10), 1, 2, random.nextInt(1_000) * 1_000_000, ZoneOffset.UTC))
                .withExtension("comexampletext", text(random))
                .withExtension("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .withData("application/json", ("{\"n\":" + random.nextInt() + "}").getBytes(UTF_8))
                .build();
    }

    private static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static RawEvent httpBinary(CloudEvent event) {
        var headers = new HashMap<String, String>();
        var body = new byte[1][];
        HttpMessageFactory.createWriter(headers::put, bytes -> body[0] = bytes).writeBinary(event);
        headers.replaceAll((name, value) -> name.startsWith("ce-") ? percentEncoded(value) : value);
        return http(headers, body[0]);
    }

    /** What the specification asks of senders and this version of the SDK leaves to them. */
    private static String percentEncoded(String value) {
        var encoded = new StringBuilder();
        for (var octet : value.getBytes(UTF_8)) {
            var plain = octet > ' ' && octet < 0x7F && octet != '"' && octet != '%';
            encoded.append(plain ? String.valueOf((char) octet) : String.format("%%%02X", octet));
        }
        return encoded.toString();
    }

    private static RawEvent httpStructured(CloudEvent event) {
        var headers = new HashMap<String, String>();
        var body = new byte[1][];
        HttpMessageFactory.createWriter(headers::put, bytes -> body[0] = bytes)
                .writeStructured(event, JsonFormat.CONTENT_TYPE);
        return http(headers, body[0]);
    }

    private static RawEvent http(Map<String, String> headers, byte[] body) {
        var type = headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("content-type"))
                .findFirst()
                .orElseThrow()
                .getValue();
        var message = CloudEventMessages.HTTP.read(headers, type, body);
        return ((CloudEventsMessage.Events) message).events().get(0);
    }

    private static RawEvent kafkaBinary(CloudEvent event) {
        return kafka(KafkaMessageFactory.<byte[]>createWriter("orders", 0, new byte[0])
                .writeBinary(event));
    }

    private static RawEvent kafkaStructured(CloudEvent event) {
        return kafka(KafkaMessageFactory.<byte[]>createWriter("orders", 0, new byte[0])
                .writeStructured(event, JsonFormat.CONTENT_TYPE));
    }

    private static RawEvent kafka(ProducerRecord<byte[], byte[]> record) {
        var read = new TopicRecord("orders", 0, 0, CloudEventMessages.NOW, null, record.value(), record.headers());
        return CloudEventMessages.KAFKA.read(read).get(0);
    }
}
