package dev.rapport.inference.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.inference.model.ModelException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What {@code config.json} says of a GPT-2 model, and {@code generation_config.json} of its end.
 *
 * @param vocabularySize tokens, {@code vocab_size}
 * @param contextLength positions, {@code n_positions}
 * @param width of the hidden state, {@code n_embd}; a multiple of heads
 * @param layers {@code n_layer}
 * @param heads {@code n_head}
 * @param innerWidth of the feed-forward part, {@code n_inner}, 4 times the width when it is null
 * @param normEpsilon {@code layer_norm_epsilon}
 * @param endOfTextIds tokens of which each ends a text, see {@link EndTokens}; all in the vocabulary
 * @param tiesHead whether the head is the token embedding where the checkpoint has none, {@code tie_word_embeddings}
 */
public record Gpt2Config(
        int vocabularySize,
        int contextLength,
        int width,
        int layers,
        int heads,
        int innerWidth,
        double normEpsilon,
        Set<Integer> endOfTextIds,
        boolean tiesHead) {
    /** Far more than any model of this kind has, and few enough that no product of two sizes overflows a long. */
    private static final int MAX = 1 << 24;

    private static final double DEFAULT_NORM_EPSILON = 1e-5;
    private static final int MAX_WIDTH = 1 << 20;
    private static final int MAX_LAYERS = 10_000;

    public Gpt2Config {
        if (vocabularySize < 1 || contextLength < 1 || width < 1 || layers < 1 || heads < 1 || innerWidth < 1) {
            throw new IllegalArgumentException("sizes must be positive");
        }
        if (width % heads != 0) {
            throw new IllegalArgumentException("width " + width + " must be a multiple of heads " + heads);
        }
        endOfTextIds = Set.copyOf(endOfTextIds);
    }

    /**
     * A model of the plain form: a feed-forward part of 4 times the width, one end token, a tied head.
     *
     * @param endOfTextId in the vocabulary
     */
    public static Gpt2Config of(
            int vocabularySize, int contextLength, int width, int layers, int heads, int endOfTextId) {
        return new Gpt2Config(
                vocabularySize,
                contextLength,
                width,
                layers,
                heads,
                4 * width,
                DEFAULT_NORM_EPSILON,
                Set.of(endOfTextId),
                true);
    }

    /** Numbers that the model learns. */
    public long parameters() {
        return Gpt2Tensors.required(this).values().stream()
                .mapToLong(shape -> shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact))
                .sum();
    }

    /**
     * Reads a folder's {@code config.json}; what it leaves out has the value that Hugging Face gives it.
     *
     * @throws ModelException when it is not the configuration of a GPT-2 model that this module can run
     */
    public static Gpt2Config read(Path folder) {
        var file = folder.resolve("config.json");
        var json = JsonFile.readObject(file);
        var fields = new Fields(file, json);
        fields.require("model_type", "gpt2", List.of("gpt2"));
        fields.require("activation_function", "gelu_new", List.of("gelu_new", "gelu_pytorch_tanh"));
        fields.requireFlag("scale_attn_weights", true, true);
        fields.requireFlag("scale_attn_by_inverse_layer_idx", false, false);
        fields.requireFlag("add_cross_attention", false, false);
        var vocabulary = fields.size("vocab_size", 50257, MAX);
        var width = fields.size("n_embd", 768, MAX_WIDTH);
        var heads = fields.size("n_head", 12, MAX_WIDTH);
        if (width % heads != 0) {
            throw new ModelException(file + ": n_embd must be a multiple of n_head, is " + width + " with " + heads);
        }
        var epsilon = json.path("layer_norm_epsilon").asDouble(DEFAULT_NORM_EPSILON);
        if (!(epsilon > 0)) {
            throw new ModelException(file + ": layer_norm_epsilon must be positive, is " + epsilon);
        }
        return new Gpt2Config(
                vocabulary,
                fields.size("n_positions", 1024, MAX),
                width,
                fields.size("n_layer", 12, MAX_LAYERS),
                heads,
                fields.size("n_inner", 4 * width, MAX),
                epsilon,
                EndTokens.read(folder, json, vocabulary),
                json.path("tie_word_embeddings").asBoolean(true));
    }

    /** The fields of one file, with errors that name it. */
    private record Fields(Path file, JsonNode json) {
        void require(String name, String absent, List<String> allowed) {
            var value = json.path(name).asText(absent);
            if (!allowed.contains(value)) {
                throw new ModelException(
                        file + ": " + name + " must be " + String.join(" or ", allowed) + ", is " + value);
            }
        }

        void requireFlag(String name, boolean absent, boolean allowed) {
            var value = json.path(name).asBoolean(absent);
            if (value != allowed) {
                throw new ModelException(file + ": " + name + " must be " + allowed + ", is " + value);
            }
        }

        int size(String name, int absent, int max) {
            var node = json.path(name);
            if (node.isMissingNode() || node.isNull()) {
                return absent;
            }
            if (!node.isIntegralNumber() || node.bigIntegerValue().signum() < 1) {
                throw new ModelException(file + ": " + name + " must be a positive whole number, is " + node);
            }
            if (!node.canConvertToInt() || node.asInt() > max) {
                throw new ModelException(file + ": " + name + " must be at most " + max + ", is " + node);
            }
            return node.asInt();
        }
    }
}
