package dev.rapport.ingestion.capture.topic;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.mapping.UnusableFileException;
import dev.rapport.runtime.value.Checks;
import java.nio.file.Path;
import java.util.List;

/**
 * The Kafka topics that events come from.
 *
 * @param group   consumer group, shared by all instances
 * @param sources none where no file is configured
 */
public record TopicsConfig(String group, List<TopicSource> sources) {
    private static final String FILE = "ingestion.topics.file";
    private static final String GROUP = "ingestion.topics.group";
    private static final TopicsConfig NONE = new TopicsConfig("rapport-ingestion", List.of());

    public TopicsConfig {
        Checks.notBlank(group, GROUP);
        sources = List.copyOf(sources);
    }

    /** From {@code ingestion.topics.*} settings; the file that they name, and those that it names, are read at once. */
    public static TopicsConfig from(ConfigReader in) {
        var file = in.optionalText(
                FILE,
                "YAML file of Kafka topics that events come from: CloudEvents, and change events of Debezium and Salesforce.");
        var group = in.text(
                GROUP,
                NONE.group,
                "Consumer group that reads these topics; instances of one group share their partitions.");
        return in.build(
                () -> new TopicsConfig(group, file.map(TopicsConfig::read).orElse(List.of())), () -> NONE);
    }

    private static List<TopicSource> read(String file) {
        try {
            return TopicsFile.read(Path.of(file));
        } catch (UnusableFileException e) {
            throw new IllegalArgumentException(FILE + ": " + e.getMessage(), e);
        }
    }
}
