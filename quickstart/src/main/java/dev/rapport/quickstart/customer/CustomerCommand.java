package dev.rapport.quickstart.customer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rapport customer}. */
@Command(
        name = "customer",
        description = "What is known of a customer, and why they were written to or not.",
        footer = {"", "What the gates mean: docs/pacing.md"},
        subcommands = WhyCommand.class)
public final class CustomerCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: why");
    }
}
