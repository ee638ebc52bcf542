package dev.rapport.ingestion.capture.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.ingestion.capture.topic.TopicSource.Converter;
import dev.rapport.ingestion.capture.topic.TopicSource.Format;
import dev.rapport.runtime.mapping.UnusableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TopicsFileTest {
    private static final String MAPPING = """
            dataset: customers
            user: {column: id}
            customer:
              traits: {email: {column: email}}
            """;

    @TempDir
    Path folder;

    @Test
    void readsTopicsAndTheirMappings() throws IOException {
        // Given
        Files.writeString(folder.resolve("customers.yaml"), MAPPING);
        var file = write("""
                topics:
                  - topic: shop.public.customers
                    format: debezium
                    source: shop
                    converter: avro
                    key-converter: json
                    tombstones: delete
                    mappings: {customers: customers.yaml}
                  - {topic: crm.contacts, format: salesforce, source: crm, mapping: customers.yaml}
                  - {topic: orders, format: cloudevents, source: orders}
                """);
        // When
        var sources = TopicsFile.read(file);
        // Then
        assertThat(sources).hasSize(3);
        assertThat(sources.get(0).format()).isEqualTo(Format.DEBEZIUM);
        assertThat(sources.get(0).values()).isEqualTo(Converter.AVRO);
        assertThat(sources.get(0).keys()).isEqualTo(Converter.JSON);
        assertThat(sources.get(0).tombstonesDelete()).isTrue();
        assertThat(sources.get(0).mapping("customers")).isPresent();
        assertThat(sources.get(0).mapping("orders")).isEmpty();
        assertThat(sources.get(1).mapping("Contact")).isPresent();
        assertThat(sources.get(1).values()).isEqualTo(Converter.JSON);
    }

    @Test
    void namesEveryProblemWithItsPlace() throws IOException {
        // Given
        Files.writeString(folder.resolve("broken.yaml"), MAPPING.replace("column: email", "colum: email"));
        Files.writeString(folder.resolve("all.yaml"), MAPPING + "deletion: {of: customer}\n");
        Files.writeString(folder.resolve("keyed.yaml"), MAPPING + "key: [id]\n");
        var file = write("""
                topics:
                  - {topic: a, format: debesium, source: shop, mapping: missing.yaml}
                  - {topic: a, format: debezium, source: shop, convertor: json}
                  - {topic: b, format: salesforce, source: crm, mapping: broken.yaml, tombstones: keep}
                  - {topic: c, format: debezium, source: shop, mapping: all.yaml}
                  - {topic: d, format: debezium, source: shop, mapping: keyed.yaml}
                """);
        // When, then
        assertThatThrownBy(() -> TopicsFile.read(file))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining(
                        file + ":2:24: topics[0].format: must be one of cloudevents, debezium, salesforce")
                .hasMessageContaining(file + ":2:57: topics[0].mapping: there is no file")
                .hasMessageContaining(file + ":3:13: topics[1].topic: is given twice")
                .hasMessageContaining("topics[1]: must have mapping or mappings")
                .hasMessageContaining("topics[1].convertor: there is no such key")
                .hasMessageContaining("topics[2].tombstones: must be ignore or delete, not 'keep'")
                .hasMessageContaining("topics[3].mapping: all.yaml has a deletion without when")
                .hasMessageContaining("topics[4].mapping: keyed.yaml has a key")
                .hasMessageContaining(folder.resolve("broken.yaml") + ":4:");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        // When, then
        assertThatThrownBy(() -> TopicsFile.read(folder.resolve("topics.yaml")))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("topics.yaml cannot be read: no such file");
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("topics.yaml"), yaml);
    }
}
