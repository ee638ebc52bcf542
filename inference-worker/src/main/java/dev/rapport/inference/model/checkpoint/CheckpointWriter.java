package dev.rapport.inference.model.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Writes a GPT-2 checkpoint in Hugging Face layout: what {@link Checkpoint} and transformers read. */
public final class CheckpointWriter {
    /** Names of all files that it writes. */
    public static final Set<String> FILES = Set.of(
            "config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors");

    private static final String END_OF_TEXT = "<|endoftext|>";

    private CheckpointWriter() {}

    /**
     * Writes all files of a checkpoint into a folder that exists. Weights are stored in half precision, as they ship.
     *
     * @param config    of the plain form, see {@link Gpt2Config#of}
     * @param weights   by the names of {@link Gpt2Tensors#required}
     * @param tokenizer text of its {@code tokenizer.json}
     */
    public static void write(Path folder, Gpt2Config config, List<Tensor> weights, String tokenizer)
            throws IOException {
        Files.writeString(folder.resolve("config.json"), text(config(config)));
        Files.writeString(folder.resolve("generation_config.json"), text(generation(config)));
        Files.writeString(folder.resolve("tokenizer.json"), tokenizer);
        Files.writeString(folder.resolve("tokenizer_config.json"), text(tokenizer(config)));
        var writer = new SafetensorsWriter(StorageType.F16);
        weights.forEach(writer::add);
        writer.write(folder.resolve("model.safetensors"));
    }

    private static ObjectNode config(Gpt2Config config) {
        var json = JsonFile.MAPPER.createObjectNode();
        json.putArray("architectures").add("GPT2LMHeadModel");
        json.put("model_type", "gpt2")
                .put("activation_function", "gelu_new")
                .put("attn_pdrop", 0.0)
                .put("embd_pdrop", 0.0)
                .put("resid_pdrop", 0.0)
                .put("bos_token_id", endOfText(config))
                .put("eos_token_id", endOfText(config))
                .put("initializer_range", 0.02)
                .put("layer_norm_epsilon", config.normEpsilon())
                .put("n_ctx", config.contextLength())
                .put("n_embd", config.width())
                .put("n_head", config.heads());
        if (config.innerWidth() == 4 * config.width()) {
            json.putNull("n_inner");
        } else {
            json.put("n_inner", config.innerWidth());
        }
        return json.put("n_layer", config.layers())
                .put("n_positions", config.contextLength())
                .put("scale_attn_weights", true)
                .put("tie_word_embeddings", config.tiesHead())
                .put("torch_dtype", "float16")
                .put("use_cache", true)
                .put("vocab_size", config.vocabularySize());
    }

    private static ObjectNode generation(Gpt2Config config) {
        return JsonFile.MAPPER
                .createObjectNode()
                .put("bos_token_id", endOfText(config))
                .put("eos_token_id", endOfText(config))
                .put("pad_token_id", endOfText(config))
                .put("do_sample", true)
                .put("temperature", 0.8)
                .put("top_p", 0.95)
                .put("max_new_tokens", 96);
    }

    private static ObjectNode tokenizer(Gpt2Config config) {
        return JsonFile.MAPPER
                .createObjectNode()
                .put("tokenizer_class", "PreTrainedTokenizerFast")
                .put("bos_token", END_OF_TEXT)
                .put("eos_token", END_OF_TEXT)
                .put("pad_token", END_OF_TEXT)
                .put("add_prefix_space", false)
                .put("clean_up_tokenization_spaces", false)
                .put("model_max_length", config.contextLength());
    }

    private static int endOfText(Gpt2Config config) {
        if (config.endOfTextIds().size() != 1) {
            throw new IllegalArgumentException(
                    "a checkpoint that is written must have one end token, has " + config.endOfTextIds());
        }
        return config.endOfTextIds().iterator().next();
    }

    private static String text(ObjectNode json) throws JsonProcessingException {
        return JsonFile.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    }
}
