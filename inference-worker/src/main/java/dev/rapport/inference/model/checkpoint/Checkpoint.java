package dev.rapport.inference.model.checkpoint;

import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.source.ModelFolder;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A GPT-2 checkpoint in Hugging Face layout whose every tensor has been checked. Weights stay on disk until {@link
 * #floats} maps them.
 */
public final class Checkpoint {
    private static final String PREFIX = "transformer.";

    private final String id;
    private final Gpt2Config config;
    private final TokenizerFile tokenizer;
    private final Map<String, StoredTensor> tensors;
    private final String sha256;

    private Checkpoint(
            String id, Gpt2Config config, TokenizerFile tokenizer, Map<String, StoredTensor> tensors, String sha256) {
        this.id = id;
        this.config = config;
        this.tokenizer = tokenizer;
        this.tensors = tensors;
        this.sha256 = sha256;
    }

    /**
     * Reads everything but the weights themselves, and their checksum.
     *
     * @throws ModelException at the first defect, in one line that names file, tensor and rule
     */
    public static Checkpoint open(ModelFolder folder) {
        var path = folder.path();
        if (!Files.exists(path)) {
            throw new ModelException("model " + path + ": no such folder");
        }
        if (!Files.isDirectory(path)) {
            throw new ModelException("model " + path + ": must be a folder in Hugging Face layout, is a file");
        }
        var config = Gpt2Config.read(path);
        var files = WeightFiles.in(path);
        var shapes = Gpt2Tensors.required(config);
        var tensors = new HashMap<String, StoredTensor>();
        for (var file : files) {
            SafetensorsFile.open(file, name -> isWeight(shapes.keySet(), withoutPrefix(name)))
                    .tensors()
                    .forEach((name, tensor) -> tensors.put(withoutPrefix(name), tensor));
        }
        for (var required : shapes.entrySet()) {
            var tensor = tensors.get(required.getKey());
            if (tensor == null) {
                var where = files.size() == 1 ? files.get(0).toString() : path.toString();
                throw new ModelException(where + ": tensor " + required.getKey() + ": must exist, is missing");
            }
            requireShape(tensor, required.getValue());
        }
        var head = tensors.get(Gpt2Tensors.HEAD);
        if (head != null) {
            requireShape(head, List.of(config.vocabularySize(), config.width()));
        } else if (!config.tiesHead()) {
            throw new ModelException(path.resolve("config.json")
                    + ": tie_word_embeddings must be true, is false, as tensor " + Gpt2Tensors.HEAD + " is missing");
        }
        var tokenizer = TokenizerFile.read(path);
        tokenizer.requireFits(config.vocabularySize());
        return new Checkpoint(folder.id(), config, tokenizer, Map.copyOf(tensors), WeightFiles.sha256(files));
    }

    /** Name for people and for provenance. */
    public String id() {
        return id;
    }

    public Gpt2Config config() {
        return config;
    }

    public TokenizerFile tokenizer() {
        return tokenizer;
    }

    /** Checksum of the weights, see {@link dev.rapport.inference.model.ModelInfo}. */
    public String sha256() {
        return sha256;
    }

    /** The tensors that every checkpoint has, in the order of {@link Gpt2Tensors#required}, their numbers in memory. */
    public List<Tensor> weights() {
        return Gpt2Tensors.required(config).keySet().stream()
                .map(name -> tensor(name).read().named(name))
                .toList();
    }

    /** Whether a tensor is there; only {@link Gpt2Tensors#HEAD} may be missing. */
    public boolean has(String name) {
        return tensors.containsKey(name);
    }

    /** Shape of a tensor that is there. */
    public List<Integer> shape(String name) {
        return tensor(name).shape();
    }

    /**
     * Numbers of a tensor as 32-bit floats in native order. The direct buffer may be a mapping of the file: read only.
     *
     * @param name without the prefix {@code transformer.}
     */
    public ByteBuffer floats(String name) {
        return tensor(name).floats();
    }

    private StoredTensor tensor(String name) {
        var tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("checkpoint " + id + " has no tensor " + name);
        }
        return tensor;
    }

    private static void requireShape(StoredTensor tensor, List<Integer> shape) {
        if (!tensor.shape().equals(shape)) {
            throw new ModelException(tensor.file() + ": tensor " + tensor.name() + ": shape must be " + shape + ", is "
                    + tensor.shape());
        }
    }

    private static boolean isWeight(Set<String> required, String name) {
        return required.contains(name) || name.equals(Gpt2Tensors.HEAD);
    }

    private static String withoutPrefix(String name) {
        return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    }
}
