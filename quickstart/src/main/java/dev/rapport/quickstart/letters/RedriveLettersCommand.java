package dev.rapport.quickstart.letters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.quickstart.client.PipelineClient;
import dev.rapport.quickstart.client.PipelineOption;
import dev.rapport.runtime.terminal.ProgressLine;
import dev.rapport.runtime.wait.Deadline;
import dev.rapport.runtime.wait.Pause;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rapport dead-letters redrive}: the oldest first, each once; run it again after it was interrupted. */
@Command(
        name = "redrive",
        description = "Sends rejections and dead letters again after what they failed on was mended.",
        footer = {
            "",
            "A dead letter goes back to the topic that it was read from, a rejection through capture again. Each is sent once:",
            "run the command again when it was interrupted. Events that did get in meanwhile are dropped by their message id."
        })
final class RedriveLettersCommand implements Callable<Integer> {
    private static final int BATCH = 500;
    private static final Duration LOOK = Duration.ofSeconds(1);

    @Spec
    private CommandSpec spec;

    @Mixin
    private PipelineOption pipeline;

    @Mixin
    private FilterOptions filter;

    @Option(names = "--id", paramLabel = "ID", description = "This letter; may be given several times.")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "All letters, when neither an id nor a filter says which.")
    private boolean all;

    @Option(names = "--dry-run", description = "Only say what would be sent.")
    private boolean dryRun;

    @Option(
            names = "--include-expired",
            description = "Also letters older than 7 days, of which a duplicate is not recognised any more.")
    private boolean includeExpired;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Letters a second; 0 sends as fast as they are taken (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait for what becomes of them (default: ${DEFAULT-VALUE}).")
    private int wait = 15;

    @Option(names = "--json", description = "Print the result as one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var filters = filter.values(Instant.now());
        check(filters);
        var client = pipeline.client(DeadLettersCommand.PATH);
        var progress = ProgressLine.on(spec.commandLine().getErr());
        var report = new RedriveReport();
        var body = JsonNodeFactory.instance.objectNode().put("dryRun", dryRun).put("includeExpired", includeExpired);
        new LinkedHashMap<>(filters).forEach(body::put);
        var since = ids.isEmpty() ? inBatches(client, body, report, progress) : these(client, body, report);
        if (since != null && report.sent() > 0) {
            outcomes(client, since, report, progress);
        }
        progress.end();
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(report.json());
        } else {
            report.lines().forEach(out::println);
        }
        out.flush();
        return report.isMissing() ? 1 : 0;
    }

    private void check(Map<String, String> filters) {
        if (ids.isEmpty() && filters.isEmpty() && !all) {
            throw wrong("say which letters: --id, a filter such as --application, or --all");
        }
        if (!ids.isEmpty() && (all || !filters.isEmpty())) {
            throw wrong("--id and filters exclude each other");
        }
        if (rate < 0 || wait < 0) {
            throw wrong((rate < 0 ? "--rate" : "--wait") + " must be at least 0, is " + (rate < 0 ? rate : wait));
        }
    }

    private ParameterException wrong(String rule) {
        return new ParameterException(spec.commandLine(), rule);
    }

    private @Nullable String these(PipelineClient client, ObjectNode body, RedriveReport report)
            throws IOException, InterruptedException {
        String since = null;
        for (var from = 0; from < ids.size(); from += BATCH) {
            ids.subList(from, Math.min(ids.size(), from + BATCH)).forEach(body.putArray("ids")::add);
            var batch = client.post("/redrive", body);
            report.add(batch);
            since = since == null ? batch.path("at").asText() : since;
        }
        return since;
    }

    private @Nullable String inBatches(
            PipelineClient client, ObjectNode body, RedriveReport report, ProgressLine progress)
            throws IOException, InterruptedException {
        var pause = new Pause();
        body.put("limit", rate > 0 ? Math.min(BATCH, rate) : BATCH);
        String since = null;
        var next = Optional.<String>empty();
        do {
            var turn = Deadline.in(rate > 0 ? Duration.ofSeconds(1) : Duration.ZERO);
            next.ifPresent(cursor -> body.put("cursor", cursor));
            var batch = client.post("/redrive", body);
            report.add(batch);
            since = since == null ? batch.path("at").asText() : since;
            next = Optional.of(batch.path("next")).filter(JsonNode::isTextual).map(JsonNode::asText);
            progress.show(() -> report.total() + " letters, " + report.sent() + " sent");
            pause.await(turn.left());
        } while (next.isPresent());
        return since;
    }

    /** Asks until all that was sent is accounted for, or time is up. */
    private void outcomes(PipelineClient client, String since, RedriveReport report, ProgressLine progress)
            throws IOException, InterruptedException {
        var pause = new Pause();
        var deadline = Deadline.in(Duration.ofSeconds(wait));
        while (true) {
            report.became(outcomes(client, since));
            progress.show(() -> report.processed() + " of " + report.followed() + " processed");
            if (report.processed() >= report.followed() || deadline.isOver()) {
                return;
            }
            pause.await(LOOK);
        }
    }

    private static ObjectNode outcomes(PipelineClient client, String since) throws IOException, InterruptedException {
        var sums = JsonNodeFactory.instance.objectNode();
        ArrayNode tooOld = sums.putArray("tooOld");
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("since", since);
        while (true) {
            var page = client.get("/outcomes", parameters);
            for (var count : List.of("accepted", "replied", "rejected", "failed")) {
                sums.put(count, sums.path(count).asLong() + page.path(count).asLong());
            }
            page.path("tooOld").forEach(tooOld::add);
            if (!page.path("next").isTextual()) {
                return sums;
            }
            parameters.put("cursor", page.path("next").asText());
        }
    }
}
