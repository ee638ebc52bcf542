package dev.rapport.runtime.terminal;

import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file that a command writes when its work is done: whether it can is found out before the work. */
public final class OutputFile {
    private OutputFile() {}

    /** Why nothing can be written there, as the end of a message that names the file; empty when it can. */
    public static Optional<String> fault(Path file) {
        var folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null) {
            return Optional.of("must be a file, is a folder");
        }
        if (!Files.isDirectory(folder)) {
            return Optional.of("must be in a folder that exists");
        }
        if (Files.exists(file)) {
            return Files.isWritable(file) ? Optional.empty() : Optional.of("cannot be written: no permission");
        }
        try {
            Files.delete(Files.createTempFile(folder, ".", ".tmp"));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("cannot be written: " + FileFault.of(e));
        }
    }
}
