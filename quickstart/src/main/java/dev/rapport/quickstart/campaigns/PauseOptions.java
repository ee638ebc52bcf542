package dev.rapport.quickstart.campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rapport.quickstart.client.PipelineOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which campaigns of a running pipeline are switched. */
final class PauseOptions {
    private static final String PATH = "/api/v1/campaigns";

    @Mixin
    private PipelineOption pipeline;

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    @Option(names = "--json", description = "Print the result as one JSON document.")
    private boolean json;

    /** One or all. */
    static final class Which {
        @Parameters(paramLabel = "ID", description = "The campaign.")
        private @Nullable String id;

        @Option(names = "--all", description = "Every campaign.")
        private boolean all;
    }

    /**
     * Switches them and prints one line for each.
     *
     * @param call {@code pause} or {@code resume}
     * @param state what they are after it
     * @throws IOException with one line: no answer, or the pipeline's own refusal
     */
    void set(String call, String state, PrintWriter out) throws IOException, InterruptedException {
        var id = which.all ? null : which.id;
        var path = id == null
                ? "/" + call
                : "/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20") + "/" + call;
        var answer = pipeline.client(PATH).post(path, JsonNodeFactory.instance.objectNode());
        if (json) {
            out.println(answer);
        } else {
            answer.path("campaigns").forEach(campaign -> out.println(line(campaign, state)));
            if (answer.path("campaigns").isEmpty()) {
                out.println("there are no campaigns");
            }
        }
        out.flush();
    }

    private static String line(JsonNode campaign, String state) {
        return "campaign " + campaign.path("campaignId").asText() + ", version "
                + campaign.path("version").asText() + ", is " + state
                + (campaign.path("changed").asBoolean() ? "" : ", as it was before");
    }
}
