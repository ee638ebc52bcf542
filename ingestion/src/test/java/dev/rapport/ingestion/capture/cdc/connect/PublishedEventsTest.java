package dev.rapport.ingestion.capture.cdc.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rapport.ingestion.capture.topic.TopicSource;
import dev.rapport.ingestion.capture.topic.TopicSource.Converter;
import dev.rapport.ingestion.capture.topic.TopicSource.Format;
import dev.rapport.runtime.mapping.definition.MappingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Change events as their makers publish them, read where a folder of them lies beside the project. */
final class PublishedEventsTest {
    private static final String ALL = """
            dataset: published
            user: {column: id}
            customer: {traits: {firstName: {column: first_name}, name: {column: name}, city: {column: BillingAddress.City}}}
            """;

    @Test
    void everyEventOfDebeziumIsMapped() throws IOException {
        // Given
        var intake = new Intake();
        var events = new ArrayList<String>();
        for (var file : files("debezium")) {
            var text = Files.readString(file);
            if (file.toString().endsWith(".json")) {
                events.add(text);
            } else {
                text.lines().filter(line -> line.startsWith("{")).forEach(events::add);
            }
        }
        // When
        events.forEach(event -> intake.take(source(Format.DEBEZIUM, ALL), null, event));
        // Then
        assertThat(events).hasSizeGreaterThanOrEqualTo(9);
        assertThat(intake.sink.rejected()).isEmpty();
        assertThat(intake.sink.accepted()).hasSameSizeAs(events).allSatisfy(event -> assertThat(event.getUserId())
                .isNotEmpty());
        // One change is published twice, with its schema and without.
        assertThat(intake.sink.accepted().stream()
                        .map(event -> event.getMessageId())
                        .distinct())
                .hasSize(events.size() - 1);
    }

    @Test
    void everyEventOfSalesforceIsMapped() throws IOException {
        // Given
        var intake = new Intake();
        var events = Files.readAllLines(files("salesforce").get(0));
        var byRecord = ALL.replace("{column: id}", "{column: $key}");
        // When
        events.forEach(event -> intake.take(source(Format.SALESFORCE, byRecord), null, event));
        // Then
        assertThat(intake.sink.rejected()).isEmpty();
        assertThat(intake.sink.accepted()).hasSameSizeAs(events);
    }

    private static List<Path> files(String folder) throws IOException {
        var published = Path.of("shared", "data", folder);
        var path = Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(parent -> parent.resolve(published))
                .filter(Files::isDirectory)
                .findFirst();
        assumeTrue(path.isPresent(), "there is no folder of published events: " + published);
        try (var files = Files.list(path.orElseThrow())) {
            return files.filter(file -> !file.endsWith("SOURCE.txt")).sorted().toList();
        }
    }

    private static TopicSource source(Format format, String mapping) {
        return new TopicSource(
                "published",
                format,
                "published",
                Converter.JSON,
                Converter.JSON,
                false,
                Map.of(TopicSource.ANY, MappingReader.read("mapping", mapping)));
    }
}
