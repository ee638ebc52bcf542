package dev.rapport.ingestion.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.ingestion.replay.ReplayReport.BatchResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sends items in their order and finds out what became of each. */
final class BatchSender {
    private final CaptureClient client;

    BatchSender(CaptureClient client) {
        this.client = client;
    }

    /** Sends some items as one request, or as more when the target takes smaller ones only. */
    BatchResult send(List<ReplayItem> items) throws InterruptedException {
        var alone = items.size() == 1 && items.get(0).standalone();
        var body = alone
                ? items.get(0).json()
                : items.stream().map(ReplayItem::json).collect(Collectors.joining(",", "{\"batch\":[", "]}"));
        var answer = client.post(body);
        if (answer.status() == 200) {
            return rejections(answer.body().path("rejected"));
        }
        if (answer.status() == 413 && items.size() > 1) {
            var middle = items.size() / 2;
            return sum(send(items.subList(0, middle)), send(items.subList(middle, items.size())));
        }
        if (answer.status() == 413) {
            return new BatchResult(Map.of("EVENT_TOO_LARGE", 1L));
        }
        if (alone) {
            return new BatchResult(Map.of(answer.body().at("/error/reason").asText("OTHER"), 1L));
        }
        throw new ReplayException(items.get(0).place() + ": the target refused the batch: "
                + answer.body().at("/error/detail").asText("no reason given"));
    }

    private static BatchResult rejections(JsonNode rejected) {
        var reasons = new TreeMap<String, Long>();
        for (var refusal : rejected) {
            reasons.merge(refusal.path("reason").asText("OTHER"), 1L, Long::sum);
        }
        return new BatchResult(reasons);
    }

    private static BatchResult sum(BatchResult one, BatchResult other) {
        var reasons = new TreeMap<>(one.rejected());
        other.rejected().forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
        return new BatchResult(reasons);
    }
}
