package dev.rapport.replay;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The rows that were rejected, as they stand in their files: a JSON object a line. There is no file where there are none. */
final class RejectsFile {
    private static final JsonMapper JSON = Json.strict();

    private final Path file;
    private boolean goesOn;

    /** @param goesOn whether what is there already is of the same replay */
    RejectsFile(Path file, boolean goesOn) {
        this.file = file;
        this.goesOn = goesOn;
    }

    void add(ReplayItem item, String problem) {
        var line = JSON.createObjectNode()
                .put("place", item.place())
                .put("problem", problem)
                .put("written", item.written());
        try {
            Files.writeString(
                    file,
                    line + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            goesOn = true;
        } catch (IOException e) {
            throw new ReplayException(
                    file + " cannot be written: " + FileFault.of(e)
                            + "; name another file for rejected rows with --rejects",
                    e);
        }
    }
}
