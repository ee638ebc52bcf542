package dev.rapport.factory.app;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code factory}: makes models such as the bundled one, and measures them. */
@Command(
        name = "factory",
        mixinStandardHelpOptions = true,
        description = "Makes reply models from generated text, and measures them.",
        subcommands = {MakeCommand.class, MeasureCommand.class})
final class FactoryCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec == null) {
            throw new IllegalStateException("the command was not made by picocli");
        }
        throw new ParameterException(spec.commandLine(), "a command is missing: make or measure");
    }
}
