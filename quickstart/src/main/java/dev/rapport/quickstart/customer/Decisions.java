package dev.rapport.quickstart.customer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.quickstart.client.TerminalText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Decisions as the API gives them, for reading. */
final class Decisions {
    private Decisions() {}

    /**
     * The latest decision of each campaign, newest first.
     *
     * @param newestFirst those of one customer
     * @param campaign    null for all
     * @param at          null for now
     */
    static List<JsonNode> latest(JsonNode newestFirst, @Nullable String campaign, @Nullable Instant at) {
        var seen = new HashSet<String>();
        return StreamSupport.stream(newestFirst.spliterator(), false)
                .filter(one -> campaign == null
                        || campaign.equals(one.path("campaignId").asText()))
                .filter(one -> at == null
                        || !Instant.parse(one.path("decidedAt").asText()).isAfter(at))
                .filter(one -> seen.add(one.path("campaignId").asText()))
                .toList();
    }

    /** A line that says what was decided, and one for each gate; blank at the end. */
    static List<String> lines(JsonNode decision) {
        var lines = new ArrayList<String>();
        lines.add(decision.path("decidedAt").asText() + "  "
                + decision.path("campaignId").asText() + " v"
                + decision.path("campaignVersion").asInt() + " on \""
                + TerminalText.line(decision.path("triggerName").asText()) + "\": "
                + decision.path("reason").asText()
                + (decision.path("arm").isTextual()
                        ? ", arm " + decision.path("arm").asText()
                        : ""));
        for (var gate : decision.path("gates")) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-4s  %-17s  %-40s  %s",
                    gate.path("passed").asBoolean() ? "ok" : "STOP",
                    words(gate.path("gate").asText()),
                    TerminalText.line(gate.path("value").asText()),
                    TerminalText.line(gate.path("limit").asText())));
        }
        if (decision.path("detail").isTextual()) {
            lines.add("        " + TerminalText.line(decision.path("detail").asText()));
        }
        lines.add("");
        return lines;
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
