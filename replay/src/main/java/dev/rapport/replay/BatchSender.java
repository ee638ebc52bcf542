package dev.rapport.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.replay.ReplayItem.Kind;
import dev.rapport.replay.ReplayReport.BatchResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Sends items in their order and finds out what became of each. */
final class BatchSender {
    private static final String OTHER = "OTHER";
    private static final String INVALID_PRODUCT = "INVALID_PRODUCT";

    private final CaptureClient client;
    private final CaptureRequests requests;
    private final BiConsumer<ReplayItem, String> problems;

    /** @param problems told of every rejected row whose problem was not known before: its place, the reason and the rule */
    BatchSender(CaptureClient client, CaptureRequests requests, BiConsumer<ReplayItem, String> problems) {
        this.client = client;
        this.requests = requests;
        this.problems = problems;
    }

    /** Sends some items as one request, or as more when the target takes smaller ones only. */
    BatchResult send(List<ReplayItem> items) throws InterruptedException {
        var kind = items.get(0).kind();
        var answer = client.send(requests.of(items));
        if (kind == Kind.PRODUCT) {
            requests.feed().answered(answer.body());
        }
        var refused = answer.body().path(CaptureRequests.refused(kind));
        if (answer.status() == 200 || (kind == Kind.PRODUCT && !refused.isEmpty())) {
            return rejections(items, refused);
        }
        if (answer.status() == 413 && items.size() > 1) {
            var middle = items.size() / 2;
            return sum(send(items.subList(0, middle)), send(items.subList(middle, items.size())));
        }
        if (answer.status() == 413) {
            return rejected(items.get(0), "EVENT_TOO_LARGE", answer.body().path("error"));
        }
        if (!kind.inBatches()) {
            var error = answer.body().path("error");
            return rejected(items.get(0), error.path("reason").asText(OTHER), error);
        }
        throw new ReplayException(items.get(0).place() + ": the target refused the batch: "
                + answer.body().at("/error/detail").asText("no reason given"));
    }

    /**
     * Ends a feed of products.
     *
     * @return products of its source that it does not have, which are removed now
     * @throws ReplayException when the target removes none
     */
    long completeFeed() throws InterruptedException {
        var answer = client.send(requests.lastOfFeed());
        if (answer.status() != 200) {
            throw new ReplayException("--complete: no product is removed: "
                    + answer.body().at("/error/detail").asText("no reason given"));
        }
        return answer.body().path("removed").asLong();
    }

    private BatchResult rejections(List<ReplayItem> items, JsonNode rejected) {
        var result = new BatchResult(Map.of());
        for (var refusal : rejected) {
            var index = refusal.path("index").asInt(-1);
            var reason = refusal.path("reason").asText(refusal.has("rule") ? INVALID_PRODUCT : OTHER);
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
            var rule =
                    (error.path("field").asText("") + " " + error.path("rule").asText("")).strip();
            var detail = error.path("detail").asText(rule);
            problems.accept(item, item.place() + ": " + reason + (detail.isEmpty() ? "" : ": " + detail));
        }
        return new BatchResult(Map.of(reason, 1L));
    }

    private static BatchResult sum(BatchResult one, BatchResult other) {
        var reasons = new TreeMap<>(one.rejected());
        other.rejected().forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
        return new BatchResult(reasons);
    }
}
