package dev.rapport.tuning.checkpoint;

import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;

/**
 * Where a checkpoint goes. It is written beside its place under a temporary name and then renamed, so that a reader finds
 * the old one or the new one whole, never a part.
 */
public final class CheckpointFolder {
    private static final String FORMER = ".former";
    private static final String PARTIAL = ".partial";
    private static final String PROBE = ".probe";
    /** All that a training leaves: what a folder has beside them is somebody else's, and would go when it is replaced. */
    private static final Set<String> OURS = Set.of(
            ConfigFile.NAME,
            ConfigFile.GENERATION,
            ConfigFile.TOKENIZER,
            "tokenizer.json",
            "model.safetensors",
            "MODEL_CARD.md",
            "loss.svg",
            "training-log.jsonl",
            "training-state.safetensors");

    private final Path place;

    /** What else belongs into the folder. */
    @FunctionalInterface
    public interface Extras {
        void writeInto(Path folder) throws IOException;
    }

    /**
     * Looks at the place. A checkpoint that was being replaced when a process was killed is put back.
     *
     * @throws UnusableFolderException when something else is there already, a file, or a folder with anything in it that
     *                                 no training leaves there; or when nothing can be written there
     */
    public CheckpointFolder(Path place) throws IOException {
        this.place = place.toAbsolutePath().normalize();
        if (!Files.exists(place) && Files.exists(sibling(FORMER))) {
            Files.move(sibling(FORMER), this.place, StandardCopyOption.ATOMIC_MOVE);
        }
        if (Files.exists(place) && !Files.isDirectory(place)) {
            throw new UnusableFolderException(place + " is a file; name a folder");
        }
        requireOurs(place);
        requireWritable(place);
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
        var partial = sibling(PARTIAL);
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

    private static void requireOurs(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return;
        }
        try (var entries = Files.list(place)) {
            var others = entries.filter(entry -> !Files.isRegularFile(entry)
                            || !OURS.contains(entry.getFileName().toString()))
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
            if (!others.isEmpty()) {
                throw new UnusableFolderException(place + " holds something else, " + others.get(0)
                        + ", that would be lost; name an empty or a new folder");
            }
        }
    }

    /** Now rather than after hours. */
    private void requireWritable(Path asked) throws IOException {
        // Another process may look at the same place.
        var probe = sibling(PROBE + ProcessHandle.current().pid());
        var first = probe;
        for (var folder = place.getParent(); folder != null && !Files.exists(folder); folder = folder.getParent()) {
            first = folder;
        }
        try {
            Files.createDirectories(probe);
            delete(first);
        } catch (IOException e) {
            throw new UnusableFolderException(asked + ": nothing can be written there: " + FileFault.of(e));
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
