package dev.rapport.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.mapping.UnusableFileException;
import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a replay came, in a file that outlives the process; gone once the replay is complete. What was answered after
 * the last time it was written is sent once more: the same message ids, which count once.
 */
final class Checkpoint {
    private static final JsonMapper JSON = Json.strict();

    private final Path file;
    private final Sources sources;
    private final List<String> fingerprints;
    private final String mapping;

    /** @param mapping fingerprint of what says what rows are; empty where nothing does */
    Checkpoint(Path file, Sources sources, String mapping) {
        this.file = file;
        this.sources = sources;
        this.fingerprints = sources.fingerprints();
        this.mapping = mapping;
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
            @JsonProperty("items") long items,
            @JsonProperty("mapping") @Nullable String mapping) {}

    /**
     * A place to go on from; the start where there was no earlier run.
     *
     * @throws UnusableFileException when a file of which something was sent is not what it was, or rows are something else
     */
    Position find() throws IOException {
        var found = read();
        if (found.isEmpty()) {
            return Position.START;
        }
        var seen = found.get();
        for (var index = 0; index <= seen.file() && index < fingerprints.size(); index++) {
            if (index >= seen.fingerprints().size()
                    || !seen.fingerprints().get(index).equals(fingerprints.get(index))) {
                throw changed(sources.files().get(index).path().toString());
            }
        }
        if (!mapping.equals(seen.mapping())) {
            // Its rows may be others, in other numbers.
            throw changed("the mapping");
        }
        return new Position(seen.file(), seen.items());
    }

    private static UnusableFileException changed(String what) {
        return new UnusableFileException(
                what
                        + ": has changed since an earlier run of this replay that was cut off; --restart sends it from its beginning");
    }

    void write(Position position) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            var next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(
                    next, JSON.writeValueAsBytes(new State(fingerprints, position.file(), position.items(), mapping)));
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
