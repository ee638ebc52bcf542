package dev.rapport.replay;

import dev.rapport.schemas.id.DerivedId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a replay keeps what it must remember.
 *
 * @param state   folder of checkpoints; empty for none
 * @param restart whether an earlier run is forgotten
 * @param rejects file of rejected rows with their original text; empty for none
 */
public record ReplayFiles(Optional<Path> state, boolean restart, Optional<Path> rejects) {
    /** Nothing is kept. */
    public static final ReplayFiles NONE = new ReplayFiles(Optional.empty(), false, Optional.empty());

    /** The checkpoint's file of one command: the same command finds it again. */
    Optional<Path> checkpoint(ReplayConfig config, String dataset, List<SourceFile> sources) {
        var parts = new ArrayList<String>();
        parts.add(config.target().toString());
        parts.add(config.writeKey());
        parts.add(String.valueOf(config.history()));
        parts.add(dataset);
        sources.forEach(
                source -> parts.add(source.path().toAbsolutePath().normalize().toString()));
        var id = DerivedId.of("checkpoint", parts.toArray(String[]::new));
        return state.map(folder -> folder.resolve(id + ".json"));
    }
}
