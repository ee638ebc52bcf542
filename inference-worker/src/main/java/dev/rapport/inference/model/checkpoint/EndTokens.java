package dev.rapport.inference.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.inference.model.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tokens of which each ends a text: {@code eos_token_id} of {@code generation_config.json} where that is there and has
 * one, else that of {@code config.json}, as Hugging Face's {@code generate} takes them. One token, or a list; {@code null}
 * means none. Its other settings, such as {@code pad_token_id} and {@code temperature}, are ignored: sampling
 * follows the prompt's settings, and nothing is padded.
 */
final class EndTokens {
    private static final String KEY = "eos_token_id";
    private static final int GPT2_END_OF_TEXT = 50256;

    private EndTokens() {}

    /**
     * @param config what {@code config.json} holds
     * @param vocabularySize tokens of the model; ids that it does not have are left out
     * @throws ModelException when one is not a token
     */
    static Set<Integer> read(Path folder, ObjectNode config, int vocabularySize) {
        var generation = folder.resolve("generation_config.json");
        if (Files.isRegularFile(generation)) {
            var settings = JsonFile.readObject(generation);
            if (settings.has(KEY)) {
                return of(generation, settings.path(KEY), vocabularySize);
            }
        }
        return config.has(KEY)
                ? of(folder.resolve("config.json"), config.path(KEY), vocabularySize)
                : known(Set.of(GPT2_END_OF_TEXT), vocabularySize);
    }

    private static Set<Integer> of(Path file, JsonNode node, int vocabularySize) {
        if (node.isNull()) {
            return Set.of();
        }
        var ids = new LinkedHashSet<Integer>();
        for (var token : node.isArray() ? node : List.of(node)) {
            if (!token.isIntegralNumber() || !token.canConvertToInt()) {
                throw new ModelException(file + ": " + KEY + " must be one token or a list of tokens, is " + node);
            }
            ids.add(token.asInt());
        }
        return known(ids, vocabularySize);
    }

    private static Set<Integer> known(Set<Integer> ids, int vocabularySize) {
        return ids.stream().filter(id -> id >= 0 && id < vocabularySize).collect(Collectors.toUnmodifiableSet());
    }
}
