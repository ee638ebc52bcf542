package dev.rapport.factory.vocabulary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.runtime.json.Json;
import dev.rapport.tuning.data.ReplyTokenizer;

/** A vocabulary as the {@code tokenizer.json} of Hugging Face tokenizers, with the plain GPT-2 pattern. */
public final class TokenizerFile {
    private static final ObjectMapper JSON = Json.strict();

    private TokenizerFile() {}

    /** The text of the file. */
    public static String of(Vocabulary vocabulary) {
        var file = JSON.createObjectNode();
        file.put("version", "1.0").putNull("truncation").putNull("padding");
        file.putArray("added_tokens")
                .addObject()
                .put("id", vocabulary.endId())
                .put("content", ReplyTokenizer.END_MARK)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", true);
        file.putNull("normalizer");
        byteLevel(file.putObject("pre_tokenizer"), false, true);
        byteLevel(file.putObject("post_processor"), true, false);
        byteLevel(file.putObject("decoder"), true, true);
        var model = file.putObject("model");
        model.put("type", "BPE")
                .putNull("dropout")
                .putNull("unk_token")
                .put("continuing_subword_prefix", "")
                .put("end_of_word_suffix", "")
                .put("fuse_unk", false)
                .put("byte_fallback", false)
                .put("ignore_merges", false);
        var ids = model.putObject("vocab");
        for (var id = 0; id < vocabulary.size(); id++) {
            ids.put(vocabulary.tokens().get(id), id);
        }
        var merges = model.putArray("merges");
        vocabulary.merges().forEach(merge -> merges.addArray().add(merge.left()).add(merge.right()));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(file);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void byteLevel(ObjectNode node, boolean addPrefixSpace, boolean trimOffsets) {
        node.put("type", "ByteLevel")
                .put("add_prefix_space", addPrefixSpace)
                .put("trim_offsets", trimOffsets)
                .put("use_regex", true);
    }
}
