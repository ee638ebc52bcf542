package dev.rapport.tuning.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.runtime.json.Json;
import dev.rapport.tuning.data.ReplyTokenizer;
import java.io.IOException;

/** {@code config.json} and what lies beside it, as transformers reads them. */
final class ConfigFile {
    static final String NAME = "config.json";
    static final String GENERATION = "generation_config.json";
    static final String TOKENIZER = "tokenizer_config.json";
    private static final ObjectMapper JSON = Json.strict();
    private static final double LAYER_NORM_EPSILON = 1e-5;

    private ConfigFile() {}

    static String config(Gpt2Shape shape, int endId) {
        var config = JSON.createObjectNode();
        config.putArray("architectures").add("GPT2LMHeadModel");
        config.put("model_type", "gpt2")
                .put("activation_function", "gelu_new")
                .put("attn_pdrop", 0.0)
                .put("embd_pdrop", 0.0)
                .put("resid_pdrop", 0.0)
                .put("bos_token_id", endId)
                .put("eos_token_id", endId)
                .put("initializer_range", 0.02)
                .put("layer_norm_epsilon", LAYER_NORM_EPSILON)
                .put("n_ctx", shape.positions())
                .put("n_embd", shape.width())
                .put("n_head", shape.heads())
                .putNull("n_inner")
                .put("n_layer", shape.layers())
                .put("n_positions", shape.positions())
                .put("scale_attn_weights", true)
                .put("tie_word_embeddings", true)
                .put("torch_dtype", "float16")
                .put("use_cache", true)
                .put("vocab_size", shape.vocabulary());
        return text(config);
    }

    static String generation(int endId) {
        return text(JSON.createObjectNode()
                .put("bos_token_id", endId)
                .put("eos_token_id", endId)
                .put("pad_token_id", endId)
                .put("do_sample", true)
                .put("temperature", 0.8)
                .put("top_p", 0.95)
                .put("max_new_tokens", 96));
    }

    static String tokenizer(Gpt2Shape shape) {
        return text(JSON.createObjectNode()
                .put("tokenizer_class", "PreTrainedTokenizerFast")
                .put("bos_token", ReplyTokenizer.END_MARK)
                .put("eos_token", ReplyTokenizer.END_MARK)
                .put("pad_token", ReplyTokenizer.END_MARK)
                .put("add_prefix_space", false)
                .put("clean_up_tokenization_spaces", false)
                .put("model_max_length", shape.positions()));
    }

    static Gpt2Shape shape(String text) throws IOException {
        var config = JSON.readTree(text);
        if (!config.path("model_type").asText().equals("gpt2")) {
            throw new IOException("config.json: model_type must be gpt2");
        }
        return new Gpt2Shape(
                config.path("vocab_size").asInt(),
                config.path("n_positions").asInt(),
                config.path("n_embd").asInt(),
                config.path("n_layer").asInt(),
                config.path("n_head").asInt());
    }

    private static String text(Object config) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(config) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
