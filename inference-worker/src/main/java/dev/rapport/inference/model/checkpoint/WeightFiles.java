package dev.rapport.inference.model.checkpoint;

import dev.rapport.inference.model.ModelException;
import dev.rapport.schemas.id.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/** The files that hold a checkpoint's weights: one, or shards that an index names. */
final class WeightFiles {
    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";

    private WeightFiles() {}

    /** The files in the order of their names. */
    static List<Path> in(Path folder) {
        var index = folder.resolve(INDEX);
        if (Files.exists(folder.resolve(SINGLE)) || !Files.exists(index)) {
            return List.of(folder.resolve(SINGLE));
        }
        var names = new TreeSet<String>();
        for (var field : JsonFile.readObject(index).path("weight_map").properties()) {
            var name = field.getValue().asText();
            if (name.isEmpty() || name.contains("/") || name.contains("\\")) {
                throw new ModelException(index + ": tensor " + field.getKey() + ": must name a file of the folder, is "
                        + field.getValue());
            }
            names.add(name);
        }
        if (names.isEmpty()) {
            throw new ModelException(index + ": weight_map must name the shards");
        }
        return names.stream().map(folder::resolve).toList();
    }

    /** SHA-256 over the bytes of all files one after the other, lower-case hexadecimal. */
    static String sha256(List<Path> files) {
        try {
            var digest = Sha256.digest();
            var buffer = new byte[1 << 20];
            for (var file : files) {
                try (var in = Files.newInputStream(file)) {
                    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                        digest.update(buffer, 0, n);
                    }
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new ModelException("weights cannot be read: " + e.getMessage(), e);
        }
    }
}
