package dev.rapport.quickstart.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.campaign.definition.CampaignYaml;
import dev.rapport.inference.reply.guardrail.Verdict;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Campaigns are read by one service and followed by another, which have only topics in common. */
final class GuardrailNamesTest {
    @ParameterizedTest
    @EnumSource
    void letsACampaignSwitchOffWhatTheWorkerLetsIt(Verdict verdict) {
        // When
        var problems = CampaignYaml.validate("guardrails: {off: [" + verdict.code() + "]}");
        // Then
        assertThat(problems.stream().anyMatch(problem -> problem.message().startsWith("guardrails.off")))
                .as(Arrays.toString(Verdict.values()))
                .isNotEqualTo(verdict.canBeSwitchedOff());
    }
}
