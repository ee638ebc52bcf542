package dev.rapport.quickstart.app;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Options that have another name now. A command that is given an old one fails with one line that names the new one,
 * instead of calling it unknown. Entries stay for ever, as those of settings do.
 */
final class RenamedOptions {
    /**
     * One of them.
     *
     * @param command that it belongs to, by its path below {@code rapport}, such as {@code bench}
     * @param before  what it was called, with its dashes
     * @param now     what it is called, with its dashes
     */
    record Renamed(String command, String before, String now) {}

    /** Those of Rapport: none has been renamed yet. */
    private static final List<Renamed> TABLE = List.of();

    private RenamedOptions() {}

    /** Adds Rapport's to its commands. */
    static CommandLine addTo(CommandLine root) {
        return addTo(root, TABLE);
    }

    /** @throws IllegalArgumentException for an entry whose command or new option does not exist */
    static CommandLine addTo(CommandLine root, List<Renamed> table) {
        table.forEach(renamed -> command(root, renamed).addOption(refusing(renamed)));
        return root;
    }

    private static CommandSpec command(CommandLine root, Renamed renamed) {
        var command = root;
        for (var name : renamed.command().split(" ")) {
            command = command.getSubcommands().get(name);
            if (command == null) {
                throw new IllegalArgumentException("there is no command " + renamed.command());
            }
        }
        var spec = command.getCommandSpec();
        if (spec.findOption(renamed.now()) == null) {
            throw new IllegalArgumentException(renamed.command() + " has no option " + renamed.now());
        }
        return spec;
    }

    /** It takes a value or none, so that whatever follows it does not change the message. */
    private static OptionSpec refusing(Renamed renamed) {
        return OptionSpec.builder(renamed.before())
                .hidden(true)
                .arity("0..1")
                .type(String.class)
                .parameterConsumer((arguments, option, command) -> {
                    throw new ParameterException(
                            command.commandLine(), renamed.before() + ": is now called " + renamed.now());
                })
                .build();
    }
}
