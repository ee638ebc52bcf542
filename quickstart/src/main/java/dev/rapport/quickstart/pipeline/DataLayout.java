package dev.rapport.quickstart.pipeline;

import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The layout of a data directory: what its topics, keys and stores look like. A file says which one it is. A directory of
 * another layout is refused before anything in it is read or changed.
 */
final class DataLayout {
    /** Raised whenever what is stored cannot be read by the version before or after. */
    private static final String CURRENT = "2";

    private static final String NAME = "layout";

    private DataLayout() {}

    /**
     * Makes sure that the directory has the current layout, and says so in a new one.
     *
     * @throws PipelineException with one line that says what to do
     */
    static void require(Path dataDir) {
        var file = dataDir.resolve(NAME);
        try {
            if (Files.exists(file)) {
                requireCurrent(dataDir, Files.readString(file).strip());
            } else if (Files.exists(dataDir.resolve("kafka")) || Files.exists(dataDir.resolve("state"))) {
                throw refused(dataDir, "by a version before layouts were numbered");
            } else {
                write(file);
            }
        } catch (IOException e) {
            throw new PipelineException("data directory " + FileFault.unreadable(file, e), e);
        }
    }

    private static void requireCurrent(Path dataDir, String layout) {
        if (!layout.equals(CURRENT)) {
            throw refused(dataDir, "in layout " + (layout.matches("\\d{1,9}") ? layout : "'?'"));
        }
    }

    private static PipelineException refused(Path dataDir, String how) {
        return new PipelineException(dataDir + " was written " + how + ", this version reads layout " + CURRENT
                + ": nothing in it was changed; start with another --data-dir, or move it away, and send its events again"
                + " with ./rapport replay");
    }

    /** Complete or not at all. */
    private static void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        var draft = file.resolveSibling(NAME + ".tmp");
        Files.writeString(draft, CURRENT + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
