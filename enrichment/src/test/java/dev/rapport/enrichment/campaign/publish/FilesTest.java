package dev.rapport.enrichment.campaign.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rapport.runtime.config.ConfigException;
import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.Money;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class FilesTest {
    @TempDir
    private Path folder;

    @Test
    void readsBundledCampaigns() {
        assertThat(CampaignFiles.load(Optional.empty()))
                .extracting(file -> file.campaign().id())
                .containsExactly(
                        "cart-abandoned",
                        "conversation-summary",
                        "product-recommendation",
                        "social-post",
                        "support-answer",
                        "welcome",
                        "win-back");
    }

    @Test
    void reportsProblemsOfAllCampaignsTogether() throws IOException {
        // Given
        var yaml = CampaignFiles.load(Optional.empty()).get(2).yaml();
        Files.writeString(folder.resolve("a.yaml"), yaml);
        Files.writeString(folder.resolve("b.yaml"), yaml);
        Files.writeString(folder.resolve("c.yaml"), yaml.replace("version: 1", "version: 0"));
        // Then
        assertThatThrownBy(() -> CampaignFiles.load(Optional.of(folder)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("b.yaml:3:5: id: campaign product-recommendation is defined in ")
                .hasMessageContaining("c.yaml:4:10: version: must be at least 1");
    }

    @Test
    void refusesCampaignsOfOneLayerThatShareCustomers() throws IOException {
        // Given
        var yaml = CampaignFiles.load(Optional.empty()).get(2).yaml();
        write("one", yaml, "layer: checkout\nslots: {until: 50%}");
        write("other", yaml, "layer: checkout\nslots: {from: 50%}");
        write("third", yaml, "layer: another");
        assertThat(CampaignFiles.load(Optional.of(folder))).hasSize(3);
        // When
        write("other", yaml, "layer: checkout\nslots: {from: 49.99%}");
        // Then
        assertThatThrownBy(() -> CampaignFiles.load(Optional.of(folder)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(folder.resolve("other.yaml")
                        + ":3:5: slots: campaign one has some of them too, and is of the same layer");
    }

    private void write(String id, String yaml, String more) throws IOException {
        var campaign = yaml.replace("id: product-recommendation", "id: " + id);
        Files.writeString(folder.resolve(id + ".yaml"), campaign + "\n" + more + "\n");
    }

    @Test
    void namesEveryFileThatCannotBeRead() throws IOException {
        // Given
        Files.write(folder.resolve("latin.yaml"), "id: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(folder.resolve("utf16.yml"), "id: a".getBytes(StandardCharsets.UTF_16));
        Files.createDirectory(folder.resolve("inner.yaml"));
        Files.writeString(folder.resolve("wrong.yaml"), "7");
        // Then
        assertThatThrownBy(() -> CampaignFiles.load(Optional.of(folder)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(folder.resolve("latin.yaml") + ": must be UTF-8")
                .hasMessageContaining(folder.resolve("utf16.yml") + ": must be UTF-8")
                .hasMessageContaining(folder.resolve("inner.yaml") + " cannot be read: it is a folder, not a file")
                .hasMessageContaining(folder.resolve("wrong.yaml") + ":1:1: ");
    }

    @Test
    void saysThatAFolderWithoutCampaignsStopsThem() throws IOException {
        // Given
        Files.writeString(folder.resolve("welcome.yaml.off"), "id: welcome");
        var told = new ListAppender<ILoggingEvent>();
        var log = (Logger) LoggerFactory.getLogger(CampaignFiles.class);
        told.start();
        log.addAppender(told);
        // When
        var campaigns = CampaignFiles.load(Optional.of(folder));
        log.detachAppender(told);
        // Then
        assertThat(campaigns).isEmpty();
        assertThat(told.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage())
                    .isEqualTo("the folder of enrichment.campaigns.dir has no file *.yaml or *.yml: every campaign is"
                            + " stopped");
            assertThat(event.getKeyValuePairs()).singleElement().hasFieldOrPropertyWithValue("value", folder);
        });
    }

    @Test
    void findsCampaignsThatNoFileHasAnyMore() {
        // Given
        var files = CampaignFiles.load(Optional.empty());
        // Then
        assertThat(CampaignPublisher.missing(List.of("christmas", "product-recommendation", "birthday"), files))
                .containsExactly("birthday", "christmas");
    }

    @Test
    void refusesFolderThatIsNotThere() {
        assertThatThrownBy(() -> CampaignFiles.load(Optional.of(folder.resolve("none"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("enrichment.campaigns.dir");
    }

    @Test
    void readsProducts() throws IOException {
        // Given
        var file = folder.resolve("catalog.jsonl");
        Files.writeString(file, """
                {"product_id":"m1","name":"Mug","category":"mugs","brand":"Lumora","price":12.5,"currency":"USD","url":"https://shop.example/mug","image_url":"https://shop.example/mug.jpg"}

                {"product_id":2,"name":"Kettle","category":"kettles","price":1200,"currency":"JPY","available":false}
                """);
        // Then
        assertThat(CatalogFile.load(file))
                .containsExactly(
                        product("m1", "Mug", "mugs")
                                .setBrand("Lumora")
                                .setPrice(new Money(1_250L, "USD"))
                                .setUrl("https://shop.example/mug")
                                .setImageUrl("https://shop.example/mug.jpg")
                                .build(),
                        product("2", "Kettle", "kettles")
                                .setPrice(new Money(1_200L, "JPY"))
                                .setAvailable(false)
                                .build());
    }

    private static CatalogProduct.Builder product(String id, String name, String category) {
        return CatalogProduct.newBuilder()
                .setProductId(id)
                .setName(name)
                .setCategory(category)
                .setSource("file");
    }

    @Test
    void namesBadLines() throws IOException {
        // Given
        var file = folder.resolve("catalog.jsonl");
        Files.writeString(file, """
                {"product_id":"m1","name":"Mug","category":"mugs","price":12.555,"currency":"USD"}
                not json
                {"product_id":"m1","category":"mugs","price":1,"currency":"USD"}
                {"product_id":"m1","name":"Mug","category":"mugs","price":1,"currency":"USD","url":"javascript:alert(1)"}
                """);
        // Then
        assertThatThrownBy(() -> CatalogFile.load(file))
                .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.problems())
                        .containsExactly(
                                file + ": line 1: price has more than 2 decimals, which USD does not have",
                                file + ": line 2: not a JSON object",
                                file + ": line 3: name must be a string",
                                file + ": line 4: url must be an http or https URL of at most 2000 characters"));
    }
}
