package dev.rapport.tuning.run;

import dev.rapport.tuning.checkpoint.CheckpointFolder;
import dev.rapport.tuning.checkpoint.TrainableModel;
import dev.rapport.tuning.checkpoint.UnusableFolderException;
import dev.rapport.tuning.training.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where a training puts its checkpoint, log and card, and on the way its state: always all of them together, so that what
 * is there fits.
 */
final class TrainingFolder {
    /** There while a training is unfinished. */
    static final String STATE = "training-state.safetensors";

    private final Path place;
    private final Consumer<String> notes;
    private final CheckpointFolder folder;

    /**
     * Looks at the place.
     *
     * @param notes a line at a time
     * @throws IOException when something else is there already
     */
    TrainingFolder(Path place, Consumer<String> notes) throws IOException {
        this.place = place;
        this.notes = notes;
        this.folder = new CheckpointFolder(place);
    }

    /**
     * The last save of an unfinished training.
     *
     * @param resume whether it is to be resumed
     * @return empty when a training must begin at its beginning
     * @throws IOException when there is one that is not to be resumed, or a finished training that is
     */
    Optional<TrainingState> unfinished(boolean resume) throws IOException {
        var file = place.resolve(STATE);
        if (Files.exists(file)) {
            var position = TrainingState.position(file);
            if (!resume) {
                throw new UnusableFolderException(String.format(
                        Locale.ROOT,
                        "%s holds an unfinished training (step %d, %.2f M tokens): continue it with --resume, or delete the"
                                + " folder to start over",
                        place,
                        position.step(),
                        position.tokens() / 1e6));
            }
            return Optional.of(TrainingState.read(file));
        }
        if (resume && Files.exists(place.resolve("config.json"))) {
            throw new UnusableFolderException(place + " holds no unfinished training, so there is nothing to --resume");
        }
        return Optional.empty();
    }

    void write(TrainableModel model, TrainingLog log, String card, Optional<TrainingState> state) throws IOException {
        folder.write(model, into -> {
            log.writeInto(into);
            Files.writeString(into.resolve("MODEL_CARD.md"), card);
            if (state.isPresent()) {
                state.get().write(into.resolve(STATE));
            } else {
                log.plotInto(into, notes);
            }
        });
    }
}
