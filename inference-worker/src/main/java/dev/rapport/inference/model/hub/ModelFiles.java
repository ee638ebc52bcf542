package dev.rapport.inference.model.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.json.JsonFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which files of a model Rapport reads. Pure. */
final class ModelFiles {
    static final String CONFIG = "config.json";
    static final String INDEX = "model.safetensors.index.json";

    private static final String WEIGHTS = "model.safetensors";
    private static final List<String> EXTRAS = List.of("generation_config.json", "tokenizer_config.json");
    private static final Pattern SHARD = Pattern.compile("\\w[\\w.-]{0,200}\\.safetensors");
    private static final int MAX_SHARDS = 1_000;
    private static final ObjectMapper JSON = Json.strict();

    private ModelFiles() {}

    /** @return the files that a model must have and has, but for shards; small ones first */
    static List<String> required(Set<String> there, RequiredFiles needed) throws HubException {
        var files = new ArrayList<String>();
        if (needed == RequiredFiles.MODEL) {
            if (!there.contains(CONFIG)) {
                throw new HubException("must have " + CONFIG + ", which is missing there");
            }
            if (!there.contains(WEIGHTS) && !there.contains(INDEX)) {
                throw new HubException("must have " + WEIGHTS + " or " + INDEX
                        + ", which are missing there; weights of other formats are not read");
            }
            files.add(CONFIG);
        }
        if (there.contains("tokenizer.json")) {
            files.add("tokenizer.json");
        } else if (there.contains("vocab.json") && there.contains("merges.txt")) {
            files.addAll(List.of("vocab.json", "merges.txt"));
        } else {
            throw new HubException("must have tokenizer.json, or vocab.json with merges.txt, which are missing there");
        }
        if (needed == RequiredFiles.MODEL) {
            files.add(there.contains(WEIGHTS) ? WEIGHTS : INDEX);
        }
        return files;
    }

    /** What is taken along for others that share the cache. */
    static List<String> extras(Set<String> there, RequiredFiles needed) {
        return needed == RequiredFiles.MODEL
                ? EXTRAS.stream().filter(there::contains).toList()
                : List.of();
    }

    /** Whether a folder has all that is required. */
    static boolean areIn(Predicate<String> there, RequiredFiles needed) {
        return (there.test("tokenizer.json") || (there.test("vocab.json") && there.test("merges.txt")))
                && (needed == RequiredFiles.TOKENIZER
                        || (there.test(CONFIG) && (there.test(WEIGHTS) || there.test(INDEX))));
    }

    /** Whether weights are one file. */
    static boolean areWhole(Predicate<String> there) {
        return there.test(WEIGHTS);
    }

    /** A model of another kind is refused before gigabytes of it are fetched. */
    static void requireGpt2(byte[] config) throws HubException {
        var type = object(CONFIG, config).path("model_type");
        if (type.isTextual() && !type.asText().equals("gpt2")) {
            throw new HubException(CONFIG + ": model_type must be gpt2, is " + shown(type.asText()));
        }
    }

    /** Names of the shards. */
    static Set<String> shards(byte[] index) throws HubException {
        var names = new TreeSet<String>();
        for (var name : object(INDEX, index).path("weight_map")) {
            if (!SHARD.matcher(name.asText()).matches()) {
                throw new HubException(
                        INDEX + ": a shard must be a .safetensors file beside it, is " + shown(name.asText()));
            }
            names.add(name.asText());
            if (names.size() > MAX_SHARDS) {
                throw new HubException(INDEX + ": has more than " + MAX_SHARDS + " shards");
            }
        }
        if (names.isEmpty()) {
            throw new HubException(INDEX + ": weight_map must name the shards");
        }
        return names;
    }

    /** A JSON object. */
    static JsonNode object(String name, byte[] bytes) throws HubException {
        try {
            var json = JSON.readTree(bytes);
            if (json != null && json.isObject()) {
                return json;
            }
            throw new HubException(name + ": must hold a JSON object");
        } catch (JsonProcessingException e) {
            throw new HubException(name + ": must be JSON: " + shown(JsonFault.of(e)), e);
        } catch (IOException e) {
            throw new HubException(name + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** A server's text on one line, not too long. */
    static String shown(String text) {
        var line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > 200 ? line.substring(0, 200) + " ..." : line;
    }
}
