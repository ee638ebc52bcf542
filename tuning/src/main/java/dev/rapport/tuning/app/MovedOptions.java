package dev.rapport.tuning.app;

import java.util.List;
import java.util.Stack;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Adds options that moved to the model factory: each says so, and is not in the help. */
final class MovedOptions implements IModelTransformer {
    private static final List<String> NAMES = List.of(
            "--generated", "--from-scratch", "--requests", "--products", "--evaluate-only", "--evaluation-prompts");

    @Override
    public CommandSpec transform(CommandSpec command) {
        NAMES.forEach(name -> command.addOption(OptionSpec.builder(name)
                .hidden(true)
                .arity("0..1")
                .type(String.class)
                .parameterConsumer(MovedOptions::refuse)
                .build()));
        return command;
    }

    private static void refuse(Stack<String> arguments, ArgSpec option, CommandSpec command) {
        throw new ParameterException(
                command.commandLine(),
                ((OptionSpec) option).longestName()
                        + " moved to the model factory: run model-factory/factory, see model-factory/README.md");
    }
}
