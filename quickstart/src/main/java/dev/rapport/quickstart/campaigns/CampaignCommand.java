package dev.rapport.quickstart.campaigns;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rapport campaign}. */
@Command(
        name = "campaign",
        description = "Checks campaign files, helps to write them, and pauses campaigns that run.",
        footer = {"", "Your first campaign: docs/campaigns.md"},
        subcommands = {
            ValidateCampaignsCommand.class,
            CampaignSchemaCommand.class,
            PauseCampaignCommand.class,
            ResumeCampaignCommand.class
        })
public final class CampaignCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: validate, schema, pause or resume");
    }
}
