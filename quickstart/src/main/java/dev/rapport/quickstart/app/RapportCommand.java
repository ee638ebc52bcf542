package dev.rapport.quickstart.app;

import dev.rapport.benchmarks.app.BenchCommand;
import dev.rapport.quickstart.campaigns.CampaignCommand;
import dev.rapport.quickstart.customer.CustomerCommand;
import dev.rapport.quickstart.letters.DeadLettersCommand;
import dev.rapport.replay.app.ReplayCommand;
import dev.rapport.tuning.app.TuneCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root command: its options hold for every command. */
@Command(
        name = "rapport",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = RapportVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Personalised replies to a stream of customer interactions, and the proof that they worked.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:success", "1:failure, with one line on stderr that says why", "2:wrong usage"},
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            ReplayCommand.class,
            CampaignCommand.class,
            CustomerCommand.class,
            DeadLettersCommand.class,
            GenerateCommand.class,
            TokenizeCommand.class,
            TuneCommand.class,
            BenchCommand.class,
            DoctorCommand.class
        })
final class RapportCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Log what happens, and show stack traces of failures, on stderr.")
    private boolean verbose;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** Whether any command of this line was told to be verbose. */
    static boolean verbose(CommandLine commandLine) {
        var root = commandLine;
        for (var parent = root.getParent(); parent != null; parent = parent.getParent()) {
            root = parent;
        }
        return root.getCommand() instanceof RapportCommand command && command.verbose;
    }
}
