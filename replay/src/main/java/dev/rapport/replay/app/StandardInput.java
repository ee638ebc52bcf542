package dev.rapport.replay.app;

import dev.rapport.runtime.mapping.UnusableFileException;
import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Standard input as a file, as every file is read twice: once to see whether it can be. Gone when closed. */
final class StandardInput implements AutoCloseable {
    private @Nullable Path folder;

    static boolean isIt(Path file) {
        return file.toString().equals("-");
    }

    /** The files, with one in place of {@code -}. */
    List<Path> files(List<Path> named) {
        var files = new ArrayList<Path>();
        for (var file : named) {
            files.add(isIt(file) ? copy() : file);
        }
        return files;
    }

    private Path copy() {
        try {
            folder = Files.createTempDirectory("rapport-replay");
            var file = folder.resolve("stdin");
            Files.copy(System.in, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UnusableFileException("standard input cannot be read: " + FileFault.of(e));
        }
    }

    @Override
    public void close() {
        if (folder == null) {
            return;
        }
        try {
            Files.deleteIfExists(folder.resolve("stdin"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            folder.resolve("stdin").toFile().deleteOnExit();
        }
    }
}
