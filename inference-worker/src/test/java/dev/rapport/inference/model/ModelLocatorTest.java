package dev.rapport.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.inference.TinyModel;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void saysWhatToDoWhenAHubModelIsNotThere() {
        assertThatThrownBy(() -> locator(Map.of()).locate("openai-community/gpt2"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("not in the Hugging Face cache " + home.resolve(".cache/huggingface/hub"))
                .hasMessageContaining("hf download openai-community/gpt2");
    }

    @Test
    void saysThatASnapshotIsGone() throws IOException {
        // Given
        var snapshot = hubModel(home.resolve(".cache/huggingface/hub"), "gpt2");
        Files.delete(snapshot);

        // Then
        assertThatThrownBy(() -> locator(Map.of()).locate("gpt2"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("names snapshot \"abc123\", which is not in the cache");
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
    }

    @Test
    void unpacksTheBundledModelOnce() throws IOException {
        // Given
        var jar = bundledModel();

        try (var resources = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            var locator = new ModelLocator(Map.of(), home, resources);

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
            var locator = new ModelLocator(Map.of(), home, nothing);

            assertThatThrownBy(() -> locator.locate("default"))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("this build has no bundled checkpoint");
        }
    }

    private ModelLocator locator(Map<String, String> environment) {
        return new ModelLocator(environment, home, ModelLocatorTest.class.getClassLoader());
    }

    private static Path hubModel(Path hub, String id) throws IOException {
        var model = hub.resolve("models--" + id.replace("/", "--"));
        Files.createDirectories(model.resolve("refs"));
        Files.writeString(model.resolve("refs/main"), "abc123\n");
        return Files.createDirectories(model.resolve("snapshots/abc123"));
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
