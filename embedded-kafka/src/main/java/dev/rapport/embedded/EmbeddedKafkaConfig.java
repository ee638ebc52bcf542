package dev.rapport.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the broker keeps its data and where it listens.
 *
 * @param dataDir      directory of this broker alone, created when absent; everything Kafka knows is in it
 * @param port         TCP port on the loopback interface, 0 for any free one; may differ from the last run
 * @param minFreeBytes free disk space without which the broker does not start; not negative
 * @param settings     Kafka broker settings verbatim, stronger than the built-in ones
 */
public record EmbeddedKafkaConfig(Path dataDir, int port, long minFreeBytes, Map<String, String> settings) {
    /** Four segments of the built-in size. */
    public static final long DEFAULT_MIN_FREE_BYTES = 256L << 20;

    private static final int LAST_PORT = 65_535;

    public EmbeddedKafkaConfig {
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("port is " + port + "; it must be 0 to " + LAST_PORT);
        }
        if (minFreeBytes < 0) {
            throw new IllegalArgumentException("minFreeBytes is " + minFreeBytes + "; it must not be negative");
        }
        dataDir = dataDir.toAbsolutePath().normalize();
        settings = Map.copyOf(settings);
    }

    /** Any free port and the built-in settings. */
    public static EmbeddedKafkaConfig in(Path dataDir) {
        return new EmbeddedKafkaConfig(dataDir, 0, DEFAULT_MIN_FREE_BYTES, Map.of());
    }

    /** The same with another port. */
    public EmbeddedKafkaConfig withPort(int newPort) {
        return new EmbeddedKafkaConfig(dataDir, newPort, minFreeBytes, settings);
    }

    /** The same with one more Kafka setting. */
    public EmbeddedKafkaConfig withSetting(String key, String value) {
        var more = new HashMap<>(settings);
        more.put(key, value);
        return new EmbeddedKafkaConfig(dataDir, port, minFreeBytes, more);
    }
}
