package dev.rapport.quickstart.campaigns;

import dev.rapport.enrichment.campaign.definition.CampaignSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rapport campaign schema}: what editors complete campaign files with. */
@Command(
        name = "schema",
        description = {
            "Prints the JSON Schema of campaign files.",
            "A file that begins with '# yaml-language-server: $schema=campaign.schema.json' is completed and checked by"
                    + " editors with a YAML language server, such as VS Code."
        })
final class CampaignSchemaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "As without it: the schema is one JSON document.")
    @SuppressWarnings("UnusedVariable") // Taken as by every command; what is printed is JSON anyway.
    private boolean json;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        out.print(CampaignSchema.json());
        out.flush();
        return 0;
    }
}
