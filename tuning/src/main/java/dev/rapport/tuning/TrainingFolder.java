package dev.rapport.tuning;

import dev.rapport.tuning.checkpoint.Checkpoint;
import dev.rapport.tuning.checkpoint.CheckpointFolder;
import dev.rapport.tuning.checkpoint.UnusableFolderException;
import dev.rapport.tuning.training.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a training puts its checkpoint, log and card, and on the way its state: always all of them together, so that what
 * is there fits.
 */
final class TrainingFolder {
    /** There while a training is unfinished. */
    static final String STATE = "training-state.safetensors";

    private final Path place;
    private final CheckpointFolder folder;

    /** @throws IOException when something else is there already */
    TrainingFolder(Path place) throws IOException {
        this.place = place;
        this.folder = new CheckpointFolder(place);
    }

    /**
     * What an unfinished training left.
     *
     * @param wanted whether it is to be gone on with
     * @return empty when a training has to begin at its beginning
     * @throws IOException when there is one that is not wanted, or a finished one where one is wanted
     */
    Optional<TrainingState> stateToGoOnWith(boolean wanted) throws IOException {
        var file = place.resolve(STATE);
        if (Files.exists(file)) {
            var position = TrainingState.position(file);
            if (!wanted) {
                throw new UnusableFolderException(String.format(
                        Locale.ROOT,
                        "%s holds an unfinished training (step %d, %.2f M tokens): go on with it by --resume, or delete the"
                                + " folder to begin anew",
                        place,
                        position.step(),
                        position.tokens() / 1e6));
            }
            return Optional.of(TrainingState.read(file));
        }
        if (wanted && Files.exists(place.resolve("config.json"))) {
            throw new UnusableFolderException(place + " holds no unfinished training, so there is nothing to --resume");
        }
        return Optional.empty();
    }

    /** The log of the training so far; empty when there is none to go on with. */
    TrainingLog log(boolean resumed) throws IOException {
        return resumed ? TrainingLog.of(place) : new TrainingLog();
    }

    void write(Checkpoint checkpoint, int endId, TrainingLog log, String card, Optional<TrainingState> state)
            throws IOException {
        folder.write(checkpoint, endId, into -> {
            log.writeInto(into);
            Files.writeString(into.resolve("MODEL_CARD.md"), card);
            if (state.isPresent()) {
                state.get().write(into.resolve(STATE));
            }
        });
    }
}
