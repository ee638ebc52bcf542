package dev.rapport.tuning.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;

/**
 * Where a checkpoint goes. It is written beside its place under a temporary name and then renamed, so that a reader finds
 * the old one or the new one whole, never a part.
 */
public final class CheckpointFolder {
    private static final String FORMER = ".former";

    private final Path place;

    /** What else belongs into the folder. */
    @FunctionalInterface
    public interface Extras {
        void writeInto(Path folder) throws IOException;
    }

    /**
     * Looks at the place. A checkpoint that was being replaced when a process was killed is put back.
     *
     * @throws IOException when something else is there already: a file, or a folder that is neither empty nor a
     *                     checkpoint
     */
    public CheckpointFolder(Path place) throws IOException {
        this.place = place.toAbsolutePath().normalize();
        if (!Files.exists(place) && Files.exists(sibling(FORMER))) {
            Files.move(sibling(FORMER), this.place, StandardCopyOption.ATOMIC_MOVE);
        }
        if (Files.exists(place) && !Files.isDirectory(place)) {
            throw new NotDirectoryException(place + " is a file; name a folder");
        }
        if (Files.isDirectory(place) && !isEmpty(place) && !Files.exists(place.resolve(ConfigFile.NAME))) {
            throw new DirectoryNotEmptyException(place + " holds something else; name an empty or a new folder");
        }
    }

    /** Writes or replaces the checkpoint, with this text as its MODEL_CARD.md. */
    public void write(Checkpoint checkpoint, int endId, String card) throws IOException {
        write(checkpoint, endId, into -> Files.writeString(into.resolve("MODEL_CARD.md"), card));
    }

    /**
     * Writes or replaces the checkpoint.
     *
     * @param endId  id of the end marker
     * @param extras card and whatever else is to lie there
     */
    public void write(Checkpoint checkpoint, int endId, Extras extras) throws IOException {
        var partial = sibling(".partial");
        delete(partial);
        Files.createDirectories(partial);
        Files.writeString(partial.resolve(ConfigFile.NAME), ConfigFile.config(checkpoint.shape(), endId));
        Files.writeString(partial.resolve(ConfigFile.GENERATION), ConfigFile.generation(endId));
        Files.writeString(partial.resolve("tokenizer.json"), checkpoint.tokenizer());
        Files.writeString(partial.resolve(ConfigFile.TOKENIZER), ConfigFile.tokenizer(checkpoint.shape()));
        Safetensors.write(partial.resolve("model.safetensors"), checkpoint.tensors(), Safetensors.Type.F16, Map.of());
        extras.writeInto(partial);
        var former = sibling(FORMER);
        delete(former);
        if (Files.exists(place)) {
            Files.move(place, former, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(partial, place, StandardCopyOption.ATOMIC_MOVE);
        delete(former);
    }

    private Path sibling(String ending) {
        return place.resolveSibling("." + place.getFileName() + ending);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
