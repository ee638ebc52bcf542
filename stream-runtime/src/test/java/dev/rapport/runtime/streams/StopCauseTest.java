package dev.rapport.runtime.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.runtime.registry.SchemaRegistryException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StopCauseTest {
    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 408, 409, 429, 40401, 503, 50001})
    void stopsForWhateverTheRegistryRefuses(int errorCode) {
        assertThat(StopCause.in(new IllegalStateException(new SchemaRegistryException(errorCode, "no"))))
                .isTrue();
    }

    @Test
    void blamesTheRecordThatNamesAnUnknownSchema() {
        assertThat(StopCause.in(new SerializationException("bad", new SchemaRegistryException(40403, "unknown"))))
                .isFalse();
    }
}
