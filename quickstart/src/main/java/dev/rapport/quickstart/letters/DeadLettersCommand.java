package dev.rapport.quickstart.letters;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rapport dead-letters}. */
@Command(
        name = "dead-letters",
        description = "What could not be processed, and sending it again without duplicates.",
        footer = {"", "What to do about them: docs/operations.md"},
        subcommands = {ListLettersCommand.class, ShowLetterCommand.class, RedriveLettersCommand.class})
public final class DeadLettersCommand implements Runnable {
    static final String PATH = "/api/v1/dead-letters";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: list, show or redrive");
    }
}
