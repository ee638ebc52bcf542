package dev.rapport.quickstart.letters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of sending letters again, added up over many requests. */
final class RedriveReport {
    private static final int LISTED = 20;

    private final Map<String, Long> counts = new TreeMap<>();
    private final List<JsonNode> notSent = new ArrayList<>();
    private JsonNode outcomes = JsonNodeFactory.instance.objectNode();

    void add(JsonNode batch) {
        batch.path("counts")
                .properties()
                .forEach(count -> counts.merge(count.getKey(), count.getValue().asLong(), Long::sum));
        batch.path("results").forEach(result -> {
            if (result.path("rule").isTextual() && notSent.size() < LISTED) {
                notSent.add(result);
            }
        });
    }

    /** What became of those that were sent. */
    void add(ObjectNode found) {
        outcomes = found;
    }

    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    long sent() {
        return counts.getOrDefault("sent", 0L);
    }

    ObjectNode json() {
        var document = JsonNodeFactory.instance.objectNode();
        var byOutcome = document.putObject("letters");
        counts.forEach(byOutcome::put);
        document.putArray("notSent").addAll(notSent);
        document.set("outcomes", outcomes);
        return document;
    }

    /** For people. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(total() == 0 ? "no letters" : total() + " letters: " + words(counts));
        notSent.forEach(one -> lines.add("  not sent: " + one.path("id").asText() + ": "
                + one.path("rule").asText()));
        if (sent() > 0) {
            var seen = outcomes.path("accepted").asLong()
                    + outcomes.path("rejected").asLong()
                    + outcomes.path("failed").asLong()
                    + outcomes.path("replied").asLong();
            lines.add("of " + sent() + " sent: " + outcomes.path("accepted").asLong() + " accepted, "
                    + outcomes.path("replied").asLong() + " replied, "
                    + outcomes.path("rejected").asLong() + " rejected again, "
                    + outcomes.path("failed").asLong() + " failed again, "
                    + Math.max(0, sent() - seen) + " were duplicates or are on their way");
            var tooOld = outcomes.path("tooOld");
            if (tooOld.size() > 0) {
                lines.add(tooOld.size() + " triggers were too old:");
                tooOld.forEach(one -> lines.add("  " + one.path("letterId").asText() + ": "
                        + one.path("campaignId").asText() + " on "
                        + one.path("triggerName").asText() + ", "
                        + one.path("detail").asText()));
            }
        }
        return lines;
    }

    private static String words(Map<String, Long> counts) {
        var words = new ArrayList<String>();
        counts.forEach((outcome, count) -> words.add(count + " " + outcome));
        return String.join(", ", words);
    }
}
