package dev.rapport.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a replay came, in a file that outlives the process; gone once the replay is complete. What was answered after
 * the last time it was written is sent once more: the same message ids, which count once.
 */
final class Checkpoint {
    private static final JsonMapper JSON = Json.strict();

    private final Path file;
    private final List<String> fingerprints;

    /** @param fingerprints of the files of the replay, in their order */
    Checkpoint(Path file, List<String> fingerprints) {
        this.file = file;
        this.fingerprints = List.copyOf(fingerprints);
    }

    /**
     * A place in a replay.
     *
     * @param file  index of the file
     * @param items items of it that were answered for
     */
    record Position(int file, long items) {
        static final Position START = new Position(0, 0);
    }

    private record State(
            @JsonProperty("fingerprints") List<String> fingerprints,
            @JsonProperty("file") int file,
            @JsonProperty("items") long items) {}

    /** What an earlier run left. */
    sealed interface Found {
        /** A place to go on from; the start where there was no earlier run. */
        record Place(Position position) implements Found {}

        /** A file that is not what it was, and of which something was sent. */
        record Changed(int file) implements Found {}
    }

    Found find() throws IOException {
        Optional<State> state = read();
        if (state.isEmpty()) {
            return new Found.Place(Position.START);
        }
        var seen = state.get();
        for (var index = 0; index <= seen.file() && index < fingerprints.size(); index++) {
            if (index >= seen.fingerprints().size()
                    || !seen.fingerprints().get(index).equals(fingerprints.get(index))) {
                return new Found.Changed(index);
            }
        }
        return new Found.Place(new Position(seen.file(), seen.items()));
    }

    void write(Position position) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            var next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(next, JSON.writeValueAsBytes(new State(fingerprints, position.file(), position.items())));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ReplayException(
                    file + " cannot be written: " + FileFault.of(e)
                            + "; name another with --state, or go on without with --no-resume",
                    e);
        }
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    private Optional<State> read() throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), State.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
