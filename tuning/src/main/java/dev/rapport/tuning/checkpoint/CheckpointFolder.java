package dev.rapport.tuning.checkpoint;

import dev.rapport.inference.model.checkpoint.CheckpointWriter;
import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Set;

/**
 * Where a checkpoint goes. It is written beside its place under a temporary name and then renamed, so that a reader finds
 * the old one or the new one whole, never a part.
 */
public final class CheckpointFolder {
    private static final String FORMER = ".former";
    private static final String PARTIAL = ".partial";
    private static final String PROBE = ".probe";
    /** What a training writes beside the checkpoint. */
    private static final Set<String> EXTRAS =
            Set.of("MODEL_CARD.md", "loss.png", "training-log.jsonl", "training-state.safetensors");

    private final Path place;

    /** Writes what belongs beside the checkpoint. */
    @FunctionalInterface
    public interface Extras {
        void writeInto(Path folder) throws IOException;
    }

    /**
     * Looks at the place. A checkpoint that was being replaced when a process was killed is put back.
     *
     * @throws UnusableFolderException when there is a file, or a folder with anything that no training writes, or when
     *                                 nothing can be written there
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

    /**
     * Writes or replaces the checkpoint.
     *
     * @param extras writes the card and what else belongs there
     */
    public void write(TrainableModel model, Extras extras) throws IOException {
        var partial = sibling(PARTIAL);
        delete(partial);
        Files.createDirectories(partial);
        CheckpointWriter.write(partial, model.config(), model.weights(), model.tokenizer());
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
            var others = entries.filter(entry -> !isOurs(entry))
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
            if (!others.isEmpty()) {
                throw new UnusableFolderException(place + " holds something else, " + others.get(0)
                        + ", that would be lost; name an empty or a new folder");
            }
        }
    }

    /** Any other file would be lost when the folder is replaced. */
    private static boolean isOurs(Path entry) {
        var name = entry.getFileName().toString();
        return Files.isRegularFile(entry) && (CheckpointWriter.FILES.contains(name) || EXTRAS.contains(name));
    }

    /** Now rather than after hours. */
    private void requireWritable(Path named) throws IOException {
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
            throw new UnusableFolderException(named + ": nothing can be written there: " + FileFault.of(e));
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
