package dev.rapport.quickstart.letters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.quickstart.client.TerminalText;
import dev.rapport.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of sending letters again, added up over many requests. */
final class RedriveReport {
    private static final int LISTED = 20;
    /** Internal topics of enrichment, whose records become events. */
    private static final String ENRICHMENT = "rapport-enrichment-";

    private final Map<String, Long> counts = new TreeMap<>();
    private final List<JsonNode> notSent = new ArrayList<>();
    private JsonNode outcomes = JsonNodeFactory.instance.objectNode();
    /** Sent to where an event is made of them. */
    private long events;
    /** Sent to where a reply is. */
    private long prompts;

    void add(JsonNode batch) {
        batch.path("counts")
                .properties()
                .forEach(count -> counts.merge(count.getKey(), count.getValue().asLong(), Long::sum));
        batch.path("results").forEach(result -> {
            if (result.path("rule").isTextual() && notSent.size() < LISTED) {
                notSent.add(result);
            }
            if (result.path("outcome").asText().equals("sent")) {
                var topic = result.path("topic").asText();
                events += topic.equals(Topics.EVENTS_CAPTURED.name()) || topic.startsWith(ENRICHMENT) ? 1 : 0;
                prompts += topic.equals(Topics.PROMPTS.name()) ? 1 : 0;
            }
        });
    }

    /** What became of those that were sent. */
    void became(ObjectNode found) {
        outcomes = found;
    }

    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    long sent() {
        return counts.getOrDefault("sent", 0L);
    }

    /** Whether a letter that was asked for is not there. */
    boolean isMissing() {
        return counts.containsKey("not-found");
    }

    /** Of those that were sent, the ones of which something must come; of the others only a new dead letter would tell. */
    long followed() {
        return events + prompts;
    }

    /** Those of which something came. An event that is accepted may bring a reply, too, which is not counted again. */
    long processed() {
        return Math.min(
                followed(),
                Math.min(events, outcome("accepted") + rejectedLater())
                        + Math.min(prompts, outcome("replied"))
                        + outcome("failed"));
    }

    /** Without those that capture rejected at once, which were not sent. */
    private long rejectedLater() {
        return Math.max(0, outcome("rejected") - counts.getOrDefault("rejected", 0L));
    }

    private long outcome(String name) {
        return outcomes.path(name).asLong();
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
        lines.add(total() == 0 ? "no letters match" : letters(total()) + ": " + words(counts));
        notSent.forEach(one -> lines.add("  not sent: " + one.path("id").asText() + ": "
                + one.path("rule").asText()));
        if (followed() > 0) {
            lines.add("of " + followed() + " sent: " + outcome("accepted") + " accepted, " + outcome("replied")
                    + " replied, " + rejectedLater() + " rejected again, " + outcome("failed") + " failed again, "
                    + (followed() - processed()) + " were duplicates or are on their way");
        }
        if (sent() > followed()) {
            lines.add(letters(sent() - followed())
                    + " went back to other topics: one that fails again is a new dead letter");
        }
        addTooOld(lines);
        return lines;
    }

    private void addTooOld(List<String> lines) {
        var tooOld = outcomes.path("tooOld");
        if (tooOld.size() > 0) {
            lines.add(tooOld.size() + " triggers were too old:");
            tooOld.forEach(one -> lines.add("  " + one.path("letterId").asText() + ": "
                    + one.path("campaignId").asText() + " on "
                    + TerminalText.line(one.path("triggerName").asText()) + ", "
                    + one.path("detail").asText()));
        }
    }

    private static String letters(long count) {
        return count + (count == 1 ? " letter" : " letters");
    }

    private static String words(Map<String, Long> counts) {
        var words = new ArrayList<String>();
        counts.forEach((outcome, count) -> words.add(count + " " + outcome));
        return String.join(", ", words);
    }
}
