package dev.rapport.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.AppInfoParser;
import org.jspecify.annotations.Nullable;

/**
 * Who made a data directory.
 *
 * @param kafkaVersion newest Kafka that has started on it, dotted numbers
 * @param clusterId    cluster that its logs belong to
 */
record Origin(String kafkaVersion, String clusterId) {
    private static final String FILE = "written-by";
    private static final String VERSION_KEY = "kafka.version";
    private static final String CLUSTER_KEY = "cluster.id";

    static Origin fresh() {
        return new Origin(AppInfoParser.getVersion(), Uuid.randomUuid().toString());
    }

    static boolean exists(Path root) {
        return Files.exists(root.resolve(FILE));
    }

    /** What the directory says of itself, or null when nobody has finished making it. */
    static @Nullable Origin read(Path root) throws IOException {
        if (!exists(root)) {
            return null;
        }
        var properties = load(root.resolve(FILE));
        return new Origin(properties.getProperty(VERSION_KEY, "0"), properties.getProperty(CLUSTER_KEY, ""));
    }

    /** Whole or not at all. */
    void write(Path root) throws IOException {
        var fresh = root.resolve(FILE + ".new");
        Files.writeString(fresh, VERSION_KEY + "=" + kafkaVersion + "\n" + CLUSTER_KEY + "=" + clusterId + "\n");
        Files.move(fresh, root.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    Origin withThisVersion() {
        return new Origin(AppInfoParser.getVersion(), clusterId);
    }

    /**
     * Kafka reads what older versions wrote, never what newer ones did.
     *
     * @throws EmbeddedKafkaException when the logs are of a newer Kafka or of another cluster
     */
    void requireUsable(Path root, Path logDir) throws IOException {
        var current = AppInfoParser.getVersion();
        if (Arrays.compare(numbers(kafkaVersion), numbers(current)) > 0) {
            throw new EmbeddedKafkaException(root + " was written by Kafka " + kafkaVersion + ", newer than this Kafka "
                    + current + "; choose another directory");
        }
        var metaFile = logDir.resolve("meta.properties");
        var found = Files.exists(metaFile) ? load(metaFile).getProperty(CLUSTER_KEY, "") : "";
        if (!found.equals(clusterId)) {
            throw new EmbeddedKafkaException(root + " was made for cluster " + clusterId + " but its logs belong to "
                    + (found.isEmpty() ? "none" : found) + "; choose another directory");
        }
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("[^0-9]+"))
                .filter(part -> !part.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static Properties load(Path file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
