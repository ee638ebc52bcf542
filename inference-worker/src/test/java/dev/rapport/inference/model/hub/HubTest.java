package dev.rapport.inference.model.hub;

import static dev.rapport.inference.model.hub.TestingDownloads.WEIGHTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.inference.engine.TinyModel;
import dev.rapport.inference.model.checkpoint.Checkpoint;
import dev.rapport.inference.model.source.ModelFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HubTest extends HubFixture {
    @Test
    void downloadsAModelThatOpensAsACheckpoint() throws Exception {
        // When
        var folder = downloads.fetch();

        // Then
        var checkpoint = Checkpoint.open(new ModelFolder(folder, "acme/tiny-gpt2"));
        assertThat(checkpoint.sha256()).isEqualTo(TinyModel.checkpoint().sha256());
        assertThat(names(folder)).containsExactlyInAnyOrder("config.json", "tokenizer.json", WEIGHTS);
    }

    @Test
    void keepsTheLayoutOfTheCache() throws Exception {
        // When
        var folder = downloads.fetch();

        // Then
        assertThat(folder).isEqualTo(downloads.model().resolve("snapshots").resolve(TestingHub.COMMIT));
        assertThat(downloads.model().resolve("refs/main")).hasContent(TestingHub.COMMIT);
        assertThat(Files.readSymbolicLink(folder.resolve(WEIGHTS)))
                .isEqualTo(Path.of("../../blobs/" + hub.blob(WEIGHTS)));
        assertThat(names(downloads.model().resolve("blobs")))
                .containsExactlyInAnyOrder(hub.blob("config.json"), hub.blob("tokenizer.json"), hub.blob(WEIGHTS));
        assertThat(names(downloads.cache())).containsExactlyInAnyOrder(".locks", "models--acme--tiny-gpt2");
    }

    @Test
    void asksNobodyForAModelThatIsInTheCache() throws Exception {
        // Given
        var folder = downloads.fetch();
        var before = hub.asked().size();
        downloads.told.clear();

        // When
        var again = downloads.fetch();

        // Then
        assertThat(again).isEqualTo(folder);
        assertThat(hub.asked()).hasSize(before);
        assertThat(downloads.told).isEmpty();
    }

    @Test
    void downloadsOnlyTheTokenizerWhereThatIsEnough() throws Exception {
        // When
        var folder = downloads.fetch(RequiredFiles.TOKENIZER);

        // Then
        assertThat(names(folder)).containsExactly("tokenizer.json");
    }

    @Test
    void completesWhatIsInTheCacheInPart() throws Exception {
        // Given
        var part = downloads.fetch(RequiredFiles.TOKENIZER);

        // When
        var whole = downloads.fetch();

        // Then
        assertThat(whole).isEqualTo(part);
        assertThat(hub.downloads("tokenizer.json")).hasSize(1);
        assertThat(names(whole)).contains("config.json", WEIGHTS);
    }

    @Test
    void tellsHowFarItIs() throws Exception {
        // When
        downloads.fetch();

        // Then
        var bytes = hub.files.entrySet().stream()
                .filter(file -> !file.getKey().equals("README.md"))
                .mapToLong(file -> file.getValue().length)
                .sum();
        assertThat(downloads.told).startsWith("started " + bytes).endsWith("progressed " + bytes, "finished");
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws Exception {
        // Given
        hub.cuts.add(100_000);

        // When
        var folder = downloads.fetch();

        // Then
        assertThat(folder.resolve(WEIGHTS)).hasBinaryContent(hub.files.get(WEIGHTS));
        assertThat(hub.downloads(WEIGHTS))
                .extracting(one -> one.header("Range"))
                .containsExactly("null", "bytes=100000-");
        assertThat(downloads.pauses).hasSize(1);
    }

    @Test
    void goesOnInTheNextProcess() throws Exception {
        // Given
        hub.cuts.addAll(List.of(50_000, 1, 1, 1));
        assertThatThrownBy(downloads::fetch).isInstanceOf(HubException.class).hasMessageContaining("after 4 attempts");

        // When
        var folder = new TestingDownloads(home, hub.url()).fetch();

        // Then
        assertThat(folder.resolve(WEIGHTS)).hasBinaryContent(hub.files.get(WEIGHTS));
        assertThat(hub.downloads(WEIGHTS))
                .last()
                .extracting(one -> one.header("Range"))
                .isEqualTo("bytes=50003-");
    }

    @Test
    void startsAgainWhereTheServerCannotGoOn() throws Exception {
        // Given
        hub.cuts.add(100_000);
        hub.resumes = false;

        // When
        var folder = downloads.fetch();

        // Then
        assertThat(folder.resolve(WEIGHTS)).hasBinaryContent(hub.files.get(WEIGHTS));
    }

    @Test
    void givesUpAServerThatFallsSilent() {
        // Given: silence after nothing, each time
        hub.cuts.addAll(List.of(0, 0, 0, 0));

        // Then
        assertThatThrownBy(downloads::fetch)
                .isInstanceOf(HubException.class)
                .hasMessageContaining("nothing arrived for")
                .hasMessageContaining("after 4 attempts");
    }

    @Test
    void throwsAwayWeightsThatWereDamaged() throws Exception {
        // Given
        hub.etags.put(WEIGHTS, "a".repeat(64));

        // Then
        assertThatThrownBy(downloads::fetch)
                .isInstanceOf(HubException.class)
                .hasMessageContaining(WEIGHTS)
                .hasMessageContaining("SHA-256 must be aaaa");
        assertThat(names(downloads.model().resolve("blobs")))
                .containsExactlyInAnyOrder(hub.blob("config.json"), hub.blob("tokenizer.json"));
        assertThat(downloads.model().resolve("refs/main")).doesNotExist();
    }

    @Test
    void startsAgainWhenWhatWasThereIsDamaged() throws Exception {
        // Given
        var blobs = Files.createDirectories(downloads.model().resolve("blobs"));
        Files.write(blobs.resolve(hub.blob(WEIGHTS) + ".rapport.incomplete"), new byte[1_000]);

        // When
        var folder = downloads.fetch();

        // Then
        assertThat(folder.resolve(WEIGHTS)).hasBinaryContent(hub.files.get(WEIGHTS));
    }

    @Test
    void readsShards() throws Exception {
        // Given
        shard("one.safetensors");
        hub.files.put("one.safetensors", hub.files.remove(WEIGHTS));

        // When
        var folder = downloads.fetch();

        // Then
        assertThat(names(folder))
                .containsExactlyInAnyOrder(
                        "config.json", "tokenizer.json", "model.safetensors.index.json", "one.safetensors");
        Checkpoint.open(new ModelFolder(folder, "sharded"));
        hub.close();
        assertThat(downloads.fetch()).isEqualTo(folder);
    }

    @Test
    void refusesAModelWithoutSafetensors() {
        // Given
        hub.files.put("pytorch_model.bin", hub.files.remove(WEIGHTS));

        // Then
        assertThatThrownBy(downloads::fetch)
                .isInstanceOf(HubException.class)
                .hasMessageContaining("must have model.safetensors or model.safetensors.index.json");
    }

    @Test
    void refusesAnotherKindOfModelBeforeItsWeightsAreFetched() {
        // Given
        hub.files.put("config.json", "{\"model_type\": \"llama\"}".getBytes(StandardCharsets.UTF_8));

        // Then
        assertThatThrownBy(downloads::fetch)
                .isInstanceOf(HubException.class)
                .hasMessageContaining("model_type must be gpt2, is llama");
        assertThat(hub.downloads(WEIGHTS)).isEmpty();
    }

    @Test
    void copiesWhereThereAreNoLinks() throws Exception {
        // Given
        downloads.linker = (link, target) -> {
            throw new UnsupportedOperationException("no links");
        };

        // When
        var folder = downloads.fetch();

        // Then
        assertThat(folder.resolve(WEIGHTS)).isRegularFile().hasBinaryContent(hub.files.get(WEIGHTS));
        assertThat(Files.isSymbolicLink(folder.resolve(WEIGHTS))).isFalse();
        assertThat(names(folder)).containsExactlyInAnyOrder("config.json", "tokenizer.json", WEIGHTS);
    }

    @Test
    void downloadsOnceForAll() throws Exception {
        // Given
        var others = new TestingDownloads(home, hub.url());

        // When
        var other = CompletableFuture.supplyAsync(() -> {
            try {
                return others.fetch();
            } catch (HubException e) {
                throw new IllegalStateException(e);
            }
        });
        var folder = downloads.fetch();

        // Then
        assertThat(other.join()).isEqualTo(folder);
        assertThat(hub.asked())
                .filteredOn(one -> one.path().startsWith("/api/"))
                .hasSize(1);
        assertThat(hub.downloads(WEIGHTS)).hasSize(1);
    }

    @Test
    void neverAsksTheNetworkOffline() {
        // Given
        downloads.environment.put("HF_HUB_OFFLINE", "1");

        // Then
        assertThatThrownBy(downloads::fetch)
                .isInstanceOf(HubException.class)
                .hasMessage("not in the Hugging Face cache " + downloads.cache()
                        + "; HF_HUB_OFFLINE forbids requests to the hub");
        assertThat(hub.asked()).isEmpty();
    }

    @Test
    void findsWhatIsInTheCacheOffline() throws Exception {
        // Given
        var folder = downloads.fetch();
        downloads.environment.put("TRANSFORMERS_OFFLINE", "true");

        // When
        var again = downloads.fetch();

        // Then
        assertThat(again).isEqualTo(folder);
    }

    @Test
    void refusesShardsElsewhere() throws IOException {
        for (var name : List.of("../../../escaped.safetensors", "/tmp/escaped.safetensors", "a\\b.safetensors", "..")) {
            // Given
            hub.files.remove(WEIGHTS);
            hub.files.put(name, new byte[10]);
            shard(name);

            // Then
            assertThatThrownBy(downloads::fetch)
                    .isInstanceOf(HubException.class)
                    .hasMessageContaining("a shard must be a .safetensors file beside it");
            assertThat(names(home)).containsExactly("hub");
            hub.files.remove(name);
        }
    }

    @Test
    void refusesContentsAndCommitsThatAreNoNames() throws IOException {
        // Given
        hub.etags.put(WEIGHTS, "../../../escaped");

        // Then
        assertThatThrownBy(downloads::fetch)
                .isInstanceOf(HubException.class)
                .hasMessageContaining("ETag must be a word");

        // Given
        hub.commit = "../../../../escaped";

        // Then
        assertThatThrownBy(downloads::fetch)
                .isInstanceOf(HubException.class)
                .hasMessageContaining("sha must be a commit");
        assertThat(names(home)).containsExactly("hub");
    }

    private void shard(String name) {
        hub.files.put(
                "model.safetensors.index.json",
                ("{\"weight_map\": {\"wte.weight\": \"" + name.replace("\\", "\\\\") + "\"}}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static Set<String> names(Path folder) throws IOException {
        try (var paths = Files.list(folder)) {
            return Set.copyOf(paths.map(path -> path.getFileName().toString()).toList());
        }
    }
}
