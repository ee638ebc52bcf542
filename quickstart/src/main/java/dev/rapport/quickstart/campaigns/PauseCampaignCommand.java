package dev.rapport.quickstart.campaigns;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rapport campaign pause}. */
@Command(
        name = "pause",
        description = {
            "Stops a campaign of a running pipeline, or all of them: within seconds nothing more of it is written.",
            "What triggers it meanwhile is decided PAUSED, and prompts that wait are refused; both are listed, and are not written later."
        })
final class PauseCampaignCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PauseOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        options.set("pause", "paused", spec.commandLine().getOut());
        return 0;
    }
}
