package dev.rapport.quickstart.app;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A file that a command writes when its work is done. */
final class OutputFile {
    private OutputFile() {}

    /**
     * Finds out now, rather than after a long run, whether the place can be one.
     *
     * @param file none where the option is not used
     * @throws ParameterException when it is a folder, or in none that exists
     */
    static void requireUsable(CommandSpec spec, String option, @Nullable Path file) {
        if (file == null) {
            return;
        }
        var folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
            throw new ParameterException(
                    spec.commandLine(), option + " " + file + ": has to be a file in a folder that exists");
        }
    }
}
