package dev.rapport.tuning.app;

import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of the making of the bundled model, which {@code tune} had once: each says where it is now. */
final class MovedOptions {
    private static final String HERE =
            "moved to the model factory: run model-factory/factory, see model-factory/README.md";

    @Option(names = "--generated", hidden = true, arity = "0..1", parameterConsumer = Refusal.class)
    private @Nullable String generated;

    @Option(names = "--from-scratch", hidden = true, arity = "0..1", parameterConsumer = Refusal.class)
    private @Nullable String fromScratch;

    @Option(names = "--requests", hidden = true, arity = "0..1", parameterConsumer = Refusal.class)
    private @Nullable String requests;

    @Option(names = "--products", hidden = true, arity = "0..1", parameterConsumer = Refusal.class)
    private @Nullable String products;

    @Option(names = "--evaluate-only", hidden = true, arity = "0..1", parameterConsumer = Refusal.class)
    private @Nullable String evaluateOnly;

    @Option(names = "--evaluation-prompts", hidden = true, arity = "0..1", parameterConsumer = Refusal.class)
    private @Nullable String evaluationPrompts;

    /** Refuses the option that it is asked to read. */
    static final class Refusal implements IParameterConsumer {
        @Override
        public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
            throw new ParameterException(command.commandLine(), ((OptionSpec) option).longestName() + " " + HERE);
        }
    }
}
