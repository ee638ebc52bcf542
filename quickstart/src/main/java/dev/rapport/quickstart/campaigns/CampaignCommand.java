package dev.rapport.quickstart.campaigns;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rapport campaign}. */
@Command(
        name = "campaign",
        description = "Checks campaign files.",
        subcommands = {ValidateCampaignsCommand.class})
public final class CampaignCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: validate");
    }
}
