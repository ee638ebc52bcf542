package dev.rapport.scoring.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.schemas.Metric;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.errors.StreamsStoppedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever state Kafka Streams is in, a store that is not there is one kind of failure, which the API answers with 503. */
final class RunningStoresTest {
    private final RunningStores stores = new RunningStores();

    @Test
    void saysThatScoringIsNotStartedBeforeItHasStreams() {
        assertThatThrownBy(() -> stores.<Metric>open("any")).isInstanceOf(StreamsNotStartedException.class);
    }

    @Test
    void saysThatScoringIsNotStartedBeforeItsStreamsAre(@TempDir Path dir) {
        try (var streams = streams(dir)) {
            // Given
            stores.readFrom(streams);
            // Then
            assertThatThrownBy(() -> stores.<Metric>open("any")).isInstanceOf(StreamsNotStartedException.class);
        }
    }

    @Test
    void saysThatScoringIsStoppingOnceItsStreamsAre(@TempDir Path dir) {
        // Given
        var streams = streams(dir);
        stores.readFrom(streams);
        // When
        streams.close();
        // Then
        assertThatThrownBy(() -> stores.<Metric>open("any")).isInstanceOf(StreamsStoppedException.class);
    }

    /** Never started, so that nothing is connected to. */
    private static KafkaStreams streams(Path dir) {
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "running-stores-test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:9");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, dir.toString());
        var builder = new StreamsBuilder();
        builder.stream("unused");
        return new KafkaStreams(builder.build(), settings);
    }
}
