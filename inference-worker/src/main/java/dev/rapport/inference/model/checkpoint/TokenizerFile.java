package dev.rapport.inference.model.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.inference.model.ModelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A byte-level BPE tokenizer as Hugging Face stores it: {@code tokenizer.json}, or {@code vocab.json} with {@code
 * merges.txt}, which are read as the {@code tokenizer.json} that GPT-2's would be.
 */
public final class TokenizerFile {
    /** Composed characters (NFC) have at least a third of the bytes of their parts; a margin for other normalizers. */
    private static final int NORMALIZED = 8;

    private final Path file;
    private final ObjectNode json;
    private final Map<Integer, String> tokens;
    private final Map<Integer, byte[]> bytes;
    private final Set<Integer> controlTokens;

    private TokenizerFile(Path file, ObjectNode json) {
        this.file = file;
        this.json = json;
        this.tokens = tokensOf(file, json);
        this.bytes = bytesOf(json);
        this.controlTokens = controlTokensOf(json);
    }

    /** Reads a folder's tokenizer. */
    public static TokenizerFile read(Path folder) {
        var file = folder.resolve("tokenizer.json");
        if (Files.exists(file)) {
            return new TokenizerFile(file, JsonFile.readObject(file));
        }
        var vocabulary = folder.resolve("vocab.json");
        var merges = folder.resolve("merges.txt");
        if (!Files.exists(vocabulary) || !Files.exists(merges)) {
            throw new ModelException(file + ": must exist, or vocab.json with merges.txt; both are missing");
        }
        return new TokenizerFile(vocabulary, fromVocabulary(vocabulary, merges));
    }

    /** Where the vocabulary was read. */
    public Path path() {
        return file;
    }

    /** The tokenizer as JSON, with control tokens such as {@code <|endoftext|>} found in text. */
    public String json() {
        return write(json);
    }

    /** The tokenizer as JSON in which every text is plain: control tokens are never found in it. */
    public String jsonWithoutControlTokens() {
        var plain = json.deepCopy();
        plain.putArray("added_tokens");
        for (var added : json.path("added_tokens")) {
            if (!added.path("special").asBoolean()) {
                plain.withArray("added_tokens").add(added);
            }
        }
        return write(plain);
    }

    /** Ids that stand for no text, such as that of {@code <|endoftext|>}. */
    public Set<Integer> controlTokens() {
        return controlTokens;
    }

    /** Spelling of each id. */
    public Map<Integer, String> tokens() {
        return tokens;
    }

    /** The bytes that each id stands for; not to be changed. */
    public Map<Integer, byte[]> bytes() {
        return bytes;
    }

    /** Most bytes of a text that one id can stand for, what a normalizer may take away from the text included. */
    public int longestToken() {
        var longest =
                bytes.values().stream().mapToInt(token -> token.length).max().orElse(1);
        return json.path("normalizer").isObject() ? longest * NORMALIZED : longest;
    }

    /** One more than the largest id. */
    public int vocabularySize() {
        return tokens.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
    }

    void requireFits(int vocabularySize) {
        if (vocabularySize() > vocabularySize) {
            throw new ModelException(file + ": ids must be below the model's vocab_size " + vocabularySize
                    + ", largest is " + (vocabularySize() - 1));
        }
    }

    private static Set<Integer> controlTokensOf(ObjectNode json) {
        var ids = new HashSet<Integer>();
        for (var added : json.path("added_tokens")) {
            if (added.path("special").asBoolean()) {
                ids.add(added.path("id").asInt());
            }
        }
        return Set.copyOf(ids);
    }

    private static Map<Integer, String> tokensOf(Path file, ObjectNode json) {
        var type = json.path("model").path("type").asText("BPE");
        if (!type.equals("BPE")) {
            throw new ModelException(file + ": model.type must be BPE, is " + type);
        }
        var tokens = new TreeMap<Integer, String>();
        for (var entry : json.path("model").path("vocab").properties()) {
            tokens.put(entry.getValue().asInt(), entry.getKey());
        }
        if (tokens.isEmpty()) {
            throw new ModelException(file + ": model.vocab must hold the vocabulary, is missing or empty");
        }
        for (var added : json.path("added_tokens")) {
            tokens.put(added.path("id").asInt(), added.path("content").asText());
        }
        return Map.copyOf(tokens);
    }

    private static Map<Integer, byte[]> bytesOf(ObjectNode json) {
        var bytes = new HashMap<Integer, byte[]>();
        for (var entry : json.path("model").path("vocab").properties()) {
            bytes.put(entry.getValue().asInt(), ByteLevel.bytes(entry.getKey()));
        }
        for (var added : json.path("added_tokens")) {
            bytes.put(added.path("id").asInt(), added.path("content").asText().getBytes(StandardCharsets.UTF_8));
        }
        return Map.copyOf(bytes);
    }

    private static ObjectNode fromVocabulary(Path vocabulary, Path merges) {
        var json = JsonFile.MAPPER.createObjectNode().put("version", "1.0");
        var vocab = JsonFile.readObject(vocabulary);
        var end = vocab.path("<|endoftext|>");
        var added = json.putArray("added_tokens");
        if (end.isInt()) {
            added.addObject()
                    .put("id", end.asInt())
                    .put("content", "<|endoftext|>")
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", true);
        }
        for (var part : new String[] {"pre_tokenizer", "post_processor", "decoder"}) {
            json.putObject(part)
                    .put("type", "ByteLevel")
                    .put("add_prefix_space", false)
                    .put("trim_offsets", true)
                    .put("use_regex", true);
        }
        var model = json.putObject("model").put("type", "BPE");
        model.set("vocab", vocab);
        var list = model.putArray("merges");
        lines(merges)
                .filter(line -> !line.isBlank() && !line.startsWith("#version"))
                .forEach(list::add);
        return json;
    }

    private static Stream<String> lines(Path file) {
        return new String(JsonFile.readBytes(file), StandardCharsets.UTF_8).lines();
    }

    private static String write(ObjectNode json) {
        try {
            return JsonFile.MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can be written", e);
        }
    }
}
