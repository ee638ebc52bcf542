package dev.rapport.quickstart.campaigns;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rapport.enrichment.campaign.publish.CampaignFile;
import dev.rapport.enrichment.campaign.publish.CampaignFiles;
import dev.rapport.runtime.config.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Option(names = "--json", description = "Print the result as one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        List<CampaignFile> files;
        try {
            files = CampaignFiles.of(paths);
        } catch (ConfigException e) {
            return refused(e.problems());
        }
        var out = spec.commandLine().getOut();
        if (json) {
            var document = JsonNodeFactory.instance.objectNode().put("valid", true);
            var campaigns = document.putArray("campaigns");
            files.forEach(file -> campaigns
                    .addObject()
                    .put("file", file.name())
                    .put("id", file.campaign().id())
                    .put("version", file.campaign().version()));
            out.println(document);
        } else {
            files.forEach(file -> out.println(file.name() + ": campaign "
                    + file.campaign().id() + ", version " + file.campaign().version() + ", is valid"));
        }
        out.flush();
        return ExitCode.OK;
    }

    /** Lines that editors and build servers find places in. */
    private int refused(List<String> problems) {
        if (json) {
            var document = JsonNodeFactory.instance.objectNode().put("valid", false);
            var list = document.putArray("problems");
            problems.forEach(list::add);
            spec.commandLine().getOut().println(document);
            spec.commandLine().getOut().flush();
        } else {
            problems.forEach(spec.commandLine().getErr()::println);
            spec.commandLine().getErr().flush();
        }
        return ExitCode.USAGE;
    }
}
