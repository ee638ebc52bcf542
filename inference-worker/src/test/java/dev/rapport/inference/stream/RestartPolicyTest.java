package dev.rapport.inference.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.inference.model.ModelException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RestartPolicyTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private final RestartPolicy restarts = new RestartPolicy();

    static Stream<RuntimeException> healed() {
        return Stream.of(
                new InvalidPidMappingException("expired"),
                new TimeoutException("nobody knows"),
                new KafkaException("cannot read what is committed"));
    }

    static Stream<RuntimeException> fenced() {
        return Stream.of(new ProducerFencedException("fenced"), new InvalidProducerEpochException("old"));
    }

    static Stream<Throwable> lasting() {
        return Stream.of(
                new TopicAuthorizationException("prompts"),
                new SaslAuthenticationException("who are you"),
                new UnsupportedVersionException("too old"),
                new ConfigException("key", "value"),
                new ModelException("the model failed"),
                new IllegalStateException("a broken invariant"),
                new OutOfMemoryError("heap"));
    }

    @ParameterizedTest
    @MethodSource("healed")
    void healWhatNewClientsHeal(RuntimeException error) {
        assertThat(restarts.after(error, NOW)).contains(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void leaveTheRestToASupervisor(Throwable error) {
        assertThat(restarts.after(error, NOW)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("fenced")
    void leaveASlotToTheProcessThatTookIt(RuntimeException error) {
        // Given
        IntStream.range(0, 100).forEach(n -> restarts.heartbeat(NOW.plusMillis(200L * n)));

        // Then
        assertThat(restarts.after(error, NOW.plusSeconds(20))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("fenced")
    void healWhatAFreezeInATurnHasDone(RuntimeException error) {
        // Given
        restarts.heartbeat(NOW);

        // Then
        assertThat(restarts.after(error, NOW.plusSeconds(20))).contains(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @MethodSource("fenced")
    void healWhatAFreezeHasDoneThatShowsLater(RuntimeException error) {
        // Given
        restarts.heartbeat(NOW);
        restarts.heartbeat(NOW.plusSeconds(90));
        restarts.heartbeat(NOW.plusSeconds(91));

        // Then
        assertThat(restarts.after(error, NOW.plusSeconds(92))).contains(Duration.ofSeconds(1));
    }

    @Test
    void areFewWithinAWhile() {
        // When
        var delays = IntStream.range(0, RestartPolicy.MAX + 1)
                .mapToObj(n -> restarts.after(new TimeoutException("nobody knows"), NOW.plusSeconds(n)))
                .toList();

        // Then
        assertThat(delays)
                .extracting(delay -> delay.map(Duration::toSeconds).orElse(-1L))
                .containsExactly(1L, 2L, 4L, -1L);
        assertThat(restarts.after(new TimeoutException("nobody knows"), NOW.plus(RestartPolicy.WINDOW)))
                .contains(Duration.ofSeconds(4));
    }
}
