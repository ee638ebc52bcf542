package dev.rapport.quickstart.app;

import dev.rapport.runtime.terminal.OutputFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** An option that names a file to write. */
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
}
