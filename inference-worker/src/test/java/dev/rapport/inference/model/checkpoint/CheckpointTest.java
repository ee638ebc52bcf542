package dev.rapport.inference.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.inference.engine.TinyModel;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.source.ModelFolder;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every defect of a checkpoint gives one line that names file, tensor and rule. */
class CheckpointTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String TENSOR = "transformer.h.1.mlp.c_fc.weight";

    @TempDir
    private Path folder;

    @BeforeEach
    void copyModel() throws IOException {
        TinyModel.copyTo(folder);
    }

    @Test
    void readsWhatIsThere() {
        // When
        var checkpoint = open();

        // Then
        assertThat(checkpoint.config()).isEqualTo(new Gpt2Config(384, 256, 32, 2, 4, 128, 1e-5, Set.of(0), true));
        assertThat(checkpoint.shape("h.1.mlp.c_fc.weight")).containsExactly(32, 128);
        assertThat(checkpoint.has(Gpt2Tensors.HEAD)).isFalse();
        assertThat(checkpoint.sha256()).matches("[0-9a-f]{64}");
        assertThat(checkpoint.tokenizer().vocabularySize()).isEqualTo(384);
    }

    @Test
    void namesMissingFolderAndFile() throws IOException {
        assertThatThrownBy(() -> Checkpoint.open(new ModelFolder(folder.resolve("none"), "none")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("no such folder");
        assertThatThrownBy(() -> Checkpoint.open(new ModelFolder(folder.resolve("config.json"), "file")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("must be a folder");
        Files.delete(folder.resolve("tokenizer.json"));
        assertDefect("tokenizer.json: must exist, or vocab.json with merges.txt");
        Files.delete(folder.resolve("model.safetensors"));
        assertDefect("model.safetensors: must exist, is missing");
        Files.delete(folder.resolve("config.json"));
        assertDefect("config.json: must exist, is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "model_type, '\"llama\"', 'model_type must be gpt2, is llama'",
        "activation_function, '\"relu\"', 'activation_function must be gelu_new'",
        "n_embd, 30, 'n_embd must be a multiple of n_head'",
        "n_layer, 1000000000, 'n_layer must be at most 10000, is 1000000000'",
        "n_layer, 100000000000000, 'n_layer must be at most 10000, is 100000000000000'",
        "n_embd, 2000000000, 'n_embd must be at most 1048576'",
        "eos_token_id, '[0, \"5\"]', 'eos_token_id must be one token or a list of tokens, is [0,\"5\"]'",
        "eos_token_id, '\"end\"', 'eos_token_id must be one token or a list of tokens, is \"end\"'",
        "n_layer, 0, 'n_layer must be a positive whole number'",
        "n_layer, '\"two\"', 'n_layer must be a positive whole number'",
        "n_layer, 3, 'tensor h.2.ln_1.weight: must exist, is missing'",
        "n_inner, 64, 'tensor transformer.h.0.mlp.c_fc.weight: shape must be [32, 64], is [32, 128]'",
        "n_positions, 300, 'tensor transformer.wpe.weight: shape must be [300, 32], is [256, 32]'",
        "layer_norm_epsilon, -1, 'layer_norm_epsilon must be positive'",
        "scale_attn_weights, false, 'scale_attn_weights must be true, is false'",
        "scale_attn_by_inverse_layer_idx, true, 'scale_attn_by_inverse_layer_idx must be false, is true'",
    })
    void namesAWrongConfiguration(String key, String value, String message) throws IOException {
        // Given
        change("config.json", json -> json.set(key, tree(value)));

        // Then
        assertDefect(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "no json"})
    void namesAConfigurationThatIsNoJsonObject(String text) throws IOException {
        Files.writeString(folder.resolve("config.json"), text);

        assertDefect("config.json: must ");
    }

    @Test
    void namesAMissingTensor() throws IOException {
        changeHeader(header -> header.remove(TENSOR));

        assertDefect("model.safetensors: tensor h.1.mlp.c_fc.weight: must exist, is missing");
    }

    @Test
    void namesAMisshapenTensor() throws IOException {
        changeHeader(header -> header.withObject("/" + TENSOR).set("shape", tree("[128, 32]")));

        assertDefect("model.safetensors: tensor " + TENSOR + ": shape must be [32, 128], is [128, 32]");
    }

    @Test
    void namesATensorOfATypeThatIsNoFloat() throws IOException {
        changeHeader(header -> header.withObject("/" + TENSOR).put("dtype", "I8"));

        assertDefect("model.safetensors: tensor " + TENSOR + ": dtype must be F32, F16 or BF16, is \"I8\"");
    }

    @Test
    void namesOffsetsThatDoNotFitTheShape() throws IOException {
        changeHeader(header -> header.withObject("/" + TENSOR).set("data_offsets", tree("[0, 16]")));

        assertDefect("tensor " + TENSOR + ": data_offsets must span 16384 bytes, are 0 to 16");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[2000000000, 2000000000, 2000000000]", "[2147483647, 4]", "[600000000]"})
    void namesAShapeOfMoreNumbersThanAnyFileHolds(String shape) throws IOException {
        changeHeader(header -> header.withObject("/" + TENSOR).set("shape", tree(shape)));

        assertDefect("tensor " + TENSOR + ": shape must hold at most 536870911 numbers, is [");
    }

    /** The span is right where an end that no long holds is taken for a negative one. */
    @Test
    void namesOffsetsThatOverflow() throws IOException {
        var limit = BigInteger.TWO.pow(63);
        var begin = limit.subtract(BigInteger.valueOf(8192));
        var end = limit.add(BigInteger.valueOf(8192));
        changeHeader(
                header -> header.withObject("/" + TENSOR).set("data_offsets", tree("[" + begin + ", " + end + "]")));

        assertDefect("tensor " + TENSOR + ": data_offsets must span");
    }

    @Test
    void namesOffsetsBeyondAllNumbers() throws IOException {
        var end = Long.MAX_VALUE;
        changeHeader(header ->
                header.withObject("/" + TENSOR).set("data_offsets", tree("[" + (end - 16384) + ", " + end + "]")));

        assertDefect("tensor " + TENSOR + ": file is truncated");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 8, 300, 100_000})
    void namesATruncatedFile(int length) throws IOException {
        var file = folder.resolve("model.safetensors");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));

        assertDefect("truncated");
    }

    @Test
    void namesAFileOfAnotherFormat() throws IOException {
        Files.write(
                folder.resolve("model.safetensors"),
                "version https://git-lfs.github.com/spec/v1".getBytes(StandardCharsets.US_ASCII));

        assertDefect("is not a safetensors file or is truncated");
    }

    @Test
    void namesATokenizerLargerThanTheEmbedding() throws IOException {
        change("tokenizer.json", json -> json.withObject("/model/vocab").put("extra", 384));

        assertDefect("tokenizer.json: ids must be below the model's vocab_size 384, largest is 384");
    }

    @Test
    void namesATokenizerOfAnotherKind() throws IOException {
        change("tokenizer.json", json -> json.withObject("/model").put("type", "Unigram"));

        assertDefect("tokenizer.json: model.type must be BPE, is Unigram");
    }

    @Test
    void takesAnEndTokenOutsideTheVocabularyAsNone() throws IOException {
        change("config.json", json -> json.put("eos_token_id", 50256));

        assertThat(open().config().endOfTextIds()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[5] | 5", "[] | ''", "null | ''", "5 | 5", "[5, 7, 5] | 5 7", "[5, 384, -1] | 5", "-1 | ''"})
    void readsEndTokensAsOneAndAsAList(String written, String ends) throws IOException {
        change("config.json", json -> json.set("eos_token_id", tree(written)));

        assertThat(open().config().endOfTextIds()).isEqualTo(ids(ends));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"eos_token_id\": [0, 7]} | 0 7",
                "{\"eos_token_id\": 9, \"pad_token_id\": 384, \"bos_token_id\": null} | 9",
                "{\"eos_token_id\": null} | ''",
                "{\"eos_token_id\": [384, 7]} | 7",
                "{\"temperature\": 0.5} | 0",
            })
    void takesEndTokensOfTheGenerationConfigFirst(String written, String ends) throws IOException {
        // Given
        Files.writeString(folder.resolve("generation_config.json"), written);

        // Then
        assertThat(open().config().endOfTextIds()).isEqualTo(ids(ends));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"</s>\"", "1.5", "[0, \"7\"]", "{}", "1e10", "true"})
    void namesEndTokensThatAreNone(String written) throws IOException {
        Files.writeString(folder.resolve("generation_config.json"), "{\"eos_token_id\": " + written + "}");

        assertDefect("generation_config.json: eos_token_id must be one token or a list of tokens, is " + tree(written));
    }

    @Test
    void namesAGenerationConfigThatIsNoJson() throws IOException {
        Files.writeString(folder.resolve("generation_config.json"), "[]");

        assertDefect("generation_config.json: must hold a JSON object");
    }

    @Test
    void namesAHeadThatIsMissingAlthoughItIsNotTheEmbedding() throws IOException {
        change("config.json", json -> json.put("tie_word_embeddings", false));

        assertDefect("config.json: tie_word_embeddings must be true, is false, as tensor lm_head.weight is missing");
    }

    private static Set<Integer> ids(String written) {
        return Arrays.stream(written.split(" "))
                .filter(id -> !id.isEmpty())
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
    }

    @Test
    void readsShards() throws IOException {
        // Given
        var whole = TinyModel.checkpoint();
        var index = MAPPER.createObjectNode();
        var map = index.putObject("weight_map");
        var shards =
                new SafetensorsWriter[] {new SafetensorsWriter(StorageType.F32), new SafetensorsWriter(StorageType.F32)
                };
        int n = 0;
        for (var weight : whole.weights()) {
            shards[n % 2].add(weight);
            map.put(weight.name(), "model-" + n % 2 + ".safetensors");
            n++;
        }
        Files.delete(folder.resolve("model.safetensors"));
        Files.writeString(folder.resolve("model.safetensors.index.json"), index.toString());
        shards[0].write(folder.resolve("model-0.safetensors"));
        shards[1].write(folder.resolve("model-1.safetensors"));

        // When
        var sharded = open();

        // Then
        for (var name : Gpt2Tensors.required(whole.config()).keySet()) {
            assertThat(values(sharded, name)).isEqualTo(values(whole, name));
        }
        Files.delete(folder.resolve("model-1.safetensors"));
        assertDefect("model-1.safetensors: must exist, is missing");
    }

    @Test
    void refusesAShardOutsideTheFolder() throws IOException {
        Files.delete(folder.resolve("model.safetensors"));
        Files.writeString(
                folder.resolve("model.safetensors.index.json"), "{\"weight_map\": {\"wte.weight\": \"../secret\"}}");

        assertDefect("index.json: tensor wte.weight: must name a file of the folder");
    }

    private Checkpoint open() {
        return Checkpoint.open(new ModelFolder(folder, "copy"));
    }

    private void assertDefect(String message) {
        assertThatThrownBy(this::open)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(folder.toString())
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("\n");
    }

    private void change(String name, Consumer<ObjectNode> change) throws IOException {
        var json = (ObjectNode) MAPPER.readTree(folder.resolve(name).toFile());
        change.accept(json);
        Files.writeString(folder.resolve(name), json.toString());
    }

    private void changeHeader(Consumer<ObjectNode> change) throws IOException {
        var file = folder.resolve("model.safetensors");
        var old = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        var header = new byte[(int) old.getLong()];
        old.get(header);
        var json = (ObjectNode) MAPPER.readTree(header);
        change.accept(json);
        var text = json.toString().getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(8 + text.length + old.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(text.length).put(text).put(old).array());
    }

    private static float[] values(Checkpoint checkpoint, String name) {
        return floats(checkpoint.floats(name));
    }

    private static float[] floats(ByteBuffer buffer) {
        var floats = new float[buffer.remaining() / 4];
        buffer.asFloatBuffer().get(floats);
        return floats;
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
