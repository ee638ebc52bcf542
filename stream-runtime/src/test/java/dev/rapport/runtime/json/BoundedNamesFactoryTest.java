package dev.rapport.runtime.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BoundedNamesFactoryTest {
    private static final int NAMES = 2_000;
    private static final int LENGTH = 40_000;

    private final JsonMapper mapper =
            JsonMapper.builder(BoundedNamesFactory.of(new JsonFactoryBuilder())).build();

    /** The names together are 80 MB. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void forgetsTheNamesThatItHasSeen(boolean inBytes) throws IOException {
        // Given
        read(-1, inBytes);
        var before = heap();
        // When
        for (var number = 0; number < NAMES; number++) {
            read(number, inBytes);
        }
        // Then
        assertThat(heap() - before).isLessThan(32L << 20);
    }

    private void read(int number, boolean inBytes) throws IOException {
        var name = number + "k".repeat(inBytes ? LENGTH : LENGTH / 2);
        var json = "{\"" + name + "\":" + number + "}";
        var tree = inBytes ? mapper.readTree(json.getBytes(StandardCharsets.UTF_8)) : mapper.readTree(json);
        assertThat(tree.path(name).asInt()).isEqualTo(number);
    }

    private static long heap() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
