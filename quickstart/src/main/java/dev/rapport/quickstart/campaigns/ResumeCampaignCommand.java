package dev.rapport.quickstart.campaigns;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rapport campaign resume}. */
@Command(
        name = "resume",
        description = {
            "Lets a paused campaign of a running pipeline, or all of them, go on with what triggers it from now on."
        })
final class ResumeCampaignCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PauseOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        options.set("resume", "running", spec.commandLine().getOut());
        return 0;
    }
}
