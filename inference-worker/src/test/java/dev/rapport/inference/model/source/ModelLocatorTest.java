package dev.rapport.inference.model.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.inference.engine.TinyModel;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.hub.DownloadLog;
import dev.rapport.inference.model.hub.HubSettings;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLocatorTest {
    @TempDir
    private Path home;

    @Test
    void findsAFolder() {
        // When
        var found = locator(Map.of()).locate(TinyModel.folder().toString());

        // Then
        assertThat(found).isEqualTo(new ModelFolder(TinyModel.folder(), "tiny-gpt2"));
    }

    @Test
    void findsTheSnapshotOfAHubModel() throws IOException {
        // Given
        var snapshot = hubModel(home.resolve(".cache/huggingface/hub"), "openai-community/gpt2");

        // When
        var found = locator(Map.of()).locate("openai-community/gpt2");

        // Then
        assertThat(found).isEqualTo(new ModelFolder(snapshot, "openai-community/gpt2"));
    }

    @Test
    void looksForHubModelsWhereHuggingFaceDoes() throws IOException {
        for (var variable : Map.of("HF_HUB_CACHE", "", "HF_HOME", "hub", "XDG_CACHE_HOME", "huggingface/hub")
                .entrySet()) {
            // Given
            var root = home.resolve(variable.getKey());
            var snapshot = hubModel(root.resolve(variable.getValue()), "gpt2");

            // When
            var found = locator(Map.of(variable.getKey(), root.toString())).locate("gpt2");

            // Then
            assertThat(found.path()).isEqualTo(snapshot);
        }
    }

    @Test
    void saysWhereAHubModelWasLookedFor() {
        assertThatThrownBy(() -> locator(Map.of()).locate("openai-community/gpt2"))
                .isInstanceOf(ModelException.class)
                .hasMessage("model openai-community/gpt2: no folder of that name, and not in the Hugging Face cache "
                        + home.resolve(".cache/huggingface/hub") + "; HF_HUB_OFFLINE forbids requests to the hub");
    }

    @Test
    void saysThatAHubModelIsThereInPart() throws IOException {
        // Given
        var snapshot = hubModel(home.resolve(".cache/huggingface/hub"), "gpt2");
        Files.delete(snapshot.resolve("model.safetensors"));

        // Then
        assertThat(locator(Map.of()).locateTokenizer("gpt2").path()).isEqualTo(snapshot);
        assertThatThrownBy(() -> locator(Map.of()).locate("gpt2"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("only in part in the Hugging Face cache");
    }

    @Test
    void asksTheHubForAModelThatIsNotThere() {
        // Given: nobody listens there
        var settings = Map.of("HF_HUB_OFFLINE", "0", "HF_ENDPOINT", "http://127.0.0.1:1");

        // Then
        assertThatThrownBy(() -> locator(settings).locate("gpt2"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("cannot be downloaded: 127.0.0.1:1: ");
    }

    @Test
    void saysThatThereIsNoFolderOrThatItIsAFile() throws IOException {
        // Given
        var file = Files.createFile(home.resolve("model.bin"));

        // Then
        assertThatThrownBy(() -> locator(Map.of()).locate("/no/such/folder"))
                .isInstanceOf(ModelException.class)
                .hasMessage("model /no/such/folder: no such folder");
        assertThatThrownBy(() -> locator(Map.of()).locate(file.toString()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("must be a folder in Hugging Face layout, is a file");
        assertThatThrownBy(() -> locator(Map.of()).locate("")).isInstanceOf(ModelException.class);
        assertThatThrownBy(() -> locator(Map.of()).locate("a/b/c"))
                .isInstanceOf(ModelException.class)
                .hasMessage("model a/b/c: no such folder, and no id of a model on the hub (NAME or OWNER/NAME)");
    }

    @Test
    void unpacksTheBundledModelOnce() throws IOException {
        // Given
        var jar = bundledModel();

        try (var resources = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            var locator = locator(Map.of(), resources);

            // When
            var first = locator.locate("default");
            var second = locator.locate("default");

            // Then
            assertThat(first).isEqualTo(second);
            assertThat(first.id()).isEqualTo("default");
            assertThat(first.path().getParent()).isEqualTo(home.resolve(".cache/rapport/models"));
            assertThat(first.path().resolve("model.safetensors"))
                    .hasSameBinaryContentAs(TinyModel.folder().resolve("model.safetensors"));
            try (var left = Files.list(first.path().getParent())) {
                assertThat(left).hasSize(1);
            }
        }
    }

    @Test
    void saysThatABuildHasNoBundledModel() throws IOException {
        try (var nothing = new URLClassLoader(new URL[0], null)) {
            var locator = locator(Map.of(), nothing);

            assertThatThrownBy(() -> locator.locate("default"))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("this build has no bundled checkpoint");
        }
    }

    private ModelLocator locator(Map<String, String> environment) {
        return locator(environment, ModelLocatorTest.class.getClassLoader());
    }

    /** Without a network unless a test says otherwise. */
    private ModelLocator locator(Map<String, String> environment, ClassLoader resources) {
        var offline = new HashMap<>(environment);
        offline.putIfAbsent("HF_HUB_OFFLINE", "1");
        return new ModelLocator(new HubSettings(offline, home), new DownloadLog(), resources);
    }

    private static Path hubModel(Path hub, String id) throws IOException {
        var model = hub.resolve("models--" + id.replace("/", "--"));
        Files.createDirectories(model.resolve("refs"));
        Files.writeString(model.resolve("refs/main"), "abc123\n");
        return TinyModel.copyTo(Files.createDirectories(model.resolve("snapshots/abc123")));
    }

    private Path bundledModel() throws IOException {
        var jar = home.resolve("model.jar");
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (var file : new String[] {"config.json", "tokenizer.json", "model.safetensors"}) {
                zip.putNextEntry(new ZipEntry("dev/rapport/model/default/" + file));
                Files.copy(TinyModel.folder().resolve(file), zip);
                zip.closeEntry();
            }
        }
        return jar;
    }
}
