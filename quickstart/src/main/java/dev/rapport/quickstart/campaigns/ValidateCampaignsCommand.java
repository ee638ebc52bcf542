package dev.rapport.quickstart.campaigns;

import dev.rapport.enrichment.campaign.publish.CampaignFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rapport campaign validate}: what the pipeline would say of files, without one. */
@Command(
        name = "validate",
        description = {
            "Checks campaign files as the pipeline does, all of them together.",
            "Every problem has a line, FILE:LINE:COLUMN: what and why; then nothing of the set would be published."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all of them can be published", "2:at least one has a problem"})
final class ValidateCampaignsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "A campaign file, or a folder of *.yaml and *.yml.")
    private List<Path> paths = List.of();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        for (var file : CampaignFiles.of(paths)) {
            var campaign = file.campaign();
            out.println(file.name() + ": campaign " + campaign.id() + ", version " + campaign.version() + ", is valid");
        }
        out.flush();
        return 0;
    }
}
