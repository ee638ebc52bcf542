package dev.rapport.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.replay.ReplayReport.BatchResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Sends items in their order and finds out what became of each. */
final class BatchSender {
    private static final String OTHER = "OTHER";

    private final CaptureClient client;
    private final Consumer<String> problems;

    /** @param problems told of every rejected row whose problem was not known before: its place, the reason and the rule */
    BatchSender(CaptureClient client, Consumer<String> problems) {
        this.client = client;
        this.problems = problems;
    }

    /** Sends some items as one request, or as more when the target takes smaller ones only. */
    BatchResult send(List<ReplayItem> items) throws InterruptedException {
        var alone = items.size() == 1 && items.get(0).standalone();
        var body = alone
                ? items.get(0).json()
                : items.stream().map(ReplayItem::json).collect(Collectors.joining(",", "{\"batch\":[", "]}"));
        var answer = client.post(body);
        if (answer.status() == 200) {
            return rejections(items, answer.body().path("rejected"));
        }
        if (answer.status() == 413 && items.size() > 1) {
            var middle = items.size() / 2;
            return sum(send(items.subList(0, middle)), send(items.subList(middle, items.size())));
        }
        if (answer.status() == 413) {
            return rejected(items.get(0), "EVENT_TOO_LARGE", answer.body().path("error"));
        }
        if (alone) {
            var error = answer.body().path("error");
            return rejected(items.get(0), error.path("reason").asText(OTHER), error);
        }
        throw new ReplayException(items.get(0).place() + ": the target refused the batch: "
                + answer.body().at("/error/detail").asText("no reason given"));
    }

    private BatchResult rejections(List<ReplayItem> items, JsonNode rejected) {
        var result = new BatchResult(Map.of());
        for (var refusal : rejected) {
            var index = refusal.path("index").asInt(-1);
            var reason = refusal.path("reason").asText(OTHER);
            result = sum(
                    result,
                    index >= 0 && index < items.size()
                            ? rejected(items.get(index), reason, refusal)
                            : new BatchResult(Map.of(reason, 1L)));
        }
        return result;
    }

    private BatchResult rejected(ReplayItem item, String reason, JsonNode error) {
        if (item.problem().isEmpty()) {
            var detail = error.path("detail").asText("");
            problems.accept(item.place() + ": " + reason + (detail.isEmpty() ? "" : ": " + detail));
        }
        return new BatchResult(Map.of(reason, 1L));
    }

    private static BatchResult sum(BatchResult one, BatchResult other) {
        var reasons = new TreeMap<>(one.rejected());
        other.rejected().forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
        return new BatchResult(reasons);
    }
}
