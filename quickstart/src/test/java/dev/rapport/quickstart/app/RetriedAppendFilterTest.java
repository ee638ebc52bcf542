package dev.rapport.quickstart.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.junit.jupiter.api.Test;

final class RetriedAppendFilterTest {
    private final RetriedAppendFilter filter = new RetriedAppendFilter();

    @Test
    void dropsABatchThatComesTooEarly() {
        // When
        var reply = decide("kafka.server.ReplicaManager", new OutOfOrderSequenceException("1 incoming, expected 0"));
        // Then
        assertThat(reply).isEqualTo(FilterReply.DENY);
    }

    @Test
    void passesOtherFaultsOfAppends() {
        // When
        var reply = decide("kafka.server.ReplicaManager", new KafkaStorageException("disk"));
        // Then
        assertThat(reply).isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void passesWhatAProducerSays() {
        // When
        var reply = decide("org.apache.kafka.clients.producer.internals.Sender", new OutOfOrderSequenceException("x"));
        // Then
        assertThat(reply).isEqualTo(FilterReply.NEUTRAL);
    }

    private FilterReply decide(String logger, Throwable thrown) {
        var message = "[ReplicaManager broker=1] Error processing append operation on partition t-0";
        return filter.decide(
                new LoggingEvent("", new LoggerContext().getLogger(logger), Level.ERROR, message, thrown, null));
    }
}
