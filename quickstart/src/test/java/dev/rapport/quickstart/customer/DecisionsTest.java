package dev.rapport.quickstart.customer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.runtime.json.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DecisionsTest {
    @Test
    void findsTheLatestOfEachCampaignUpToATime() throws JsonProcessingException {
        // Given
        var decisions = json("""
                [{"campaignId": "cart", "decisionId": "d4", "decidedAt": "2026-03-20T12:00:00Z"},
                 {"campaignId": "news", "decisionId": "d3", "decidedAt": "2026-03-20T11:00:00Z"},
                 {"campaignId": "cart", "decisionId": "d2", "decidedAt": "2026-03-20T10:00:00Z"},
                 {"campaignId": "cart", "decisionId": "d1", "decidedAt": "2026-03-20T09:00:00Z"}]""");
        // When
        var now = Decisions.latest(decisions, null, null);
        var before = Decisions.latest(decisions, "cart", Instant.parse("2026-03-20T10:00:00Z"));
        // Then
        assertThat(now).extracting(one -> one.path("decisionId").asText()).containsExactly("d4", "d3");
        assertThat(before).extracting(one -> one.path("decisionId").asText()).containsExactly("d2");
    }

    @Test
    void saysWhatWasDecidedAndWhatEachGateSaw() throws JsonProcessingException {
        // Given
        var decision = json("""
                {"campaignId": "cart", "campaignVersion": 3, "reason": "FREQUENCY_CAP", "arm": null, "detail": null,
                 "triggerName": "Product Added", "decidedAt": "2026-03-20T12:00:00Z", "gates": [
                  {"gate": "TRIGGER_AGE", "passed": true, "value": "2 s", "limit": "at most 60 min"},
                  {"gate": "CAMPAIGN_CAP", "passed": false, "value": "1 in 24 h", "limit": "at most 1 in 24 h"}]}""");
        // When
        var lines = Decisions.lines(decision);
        // Then
        assertThat(lines)
                .containsExactly(
                        "2026-03-20T12:00:00Z  cart v3 on \"Product Added\": FREQUENCY_CAP",
                        "  ok    trigger age        2 s                                       at most 60 min",
                        "  STOP  campaign cap       1 in 24 h                                 at most 1 in 24 h",
                        "");
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return Json.lenient().readTree(text);
    }
}
