package dev.rapport.quickstart.app;

import dev.rapport.runtime.terminal.OutputFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** An option that names a file or a folder to write. */
final class OutputOption {
    private OutputOption() {}

    /**
     * Finds out now, rather than after a long run, whether the file can be written.
     *
     * @param file none where the option is not used
     * @throws ParameterException when it cannot, with the reason
     */
    static void requireWritable(CommandSpec spec, String option, @Nullable Path file) {
        if (file == null) {
            return;
        }
        OutputFile.fault(file).ifPresent(fault -> {
            throw new ParameterException(spec.commandLine(), option + " " + file + ": " + fault);
        });
    }

    /**
     * Finds out before anything is started whether the folder can be one.
     *
     * @param folder none where the option is not used
     * @throws ParameterException when it cannot, with the reason
     */
    static void requireFolder(CommandSpec spec, String option, @Nullable Path folder) {
        if (folder == null) {
            return;
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), option + " " + folder + ": must be a folder, is a file");
        }
        if (existing(folder).isEmpty()) {
            throw new ParameterException(spec.commandLine(), option + " " + folder + ": cannot be written");
        }
    }

    /** The folder, or the nearest one above it that exists; empty when nothing can be written there. */
    static Optional<Path> existing(Path folder) {
        var nearest = folder.toAbsolutePath().normalize();
        while (nearest != null && !Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        return Optional.ofNullable(nearest).filter(Files::isDirectory).filter(Files::isWritable);
    }
}
