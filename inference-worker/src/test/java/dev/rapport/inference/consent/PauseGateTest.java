package dev.rapport.inference.consent;

import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static dev.rapport.testkit.record.ReplyRecords.aReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.inference.reply.PublishGate;
import dev.rapport.inference.reply.Withheld;
import dev.rapport.schemas.ReplyOutcome;
import org.junit.jupiter.api.Test;

/** No text of a paused campaign goes out. */
final class PauseGateTest {
    private final PausedCampaigns paused = new PausedCampaigns();
    private final PauseReader reader = new PauseReader(paused);
    private final PauseGate gate = new PauseGate(paused, PublishGate.OPEN);

    @Test
    void withholdsWhatAPausedCampaignHadDecidedToWrite() {
        // Given
        var prompt = aPrompt().build();
        paused.put(prompt.getCampaignId(), true);
        // When
        var checked = gate.check(prompt, aReply().build());
        // Then
        assertThat(checked.getOutcome()).isEqualTo(ReplyOutcome.REFUSED);
        assertThat(checked.getRefusal()).isEqualTo("campaign-paused");
        assertThat(checked.getText()).isNull();
    }

    @Test
    void letsOtherCampaignsAndResumedOnesPass() {
        // Given
        var prompt = aPrompt().build();
        var reply = aReply().build();
        paused.put("another", true);
        reader.onUnreadable(prompt.getCampaignId());
        paused.put(prompt.getCampaignId(), false);
        // When, Then
        assertThat(gate.check(prompt, reply)).isSameAs(reply);
    }

    @Test
    void withholdsWhatWaitsForACampaignThatEndedWhilePaused() {
        // Given
        var prompt = aPrompt().build();
        paused.put(prompt.getCampaignId(), true);
        // When
        reader.onTombstone(prompt.getCampaignId());
        // Then
        assertThat(gate.check(prompt, aReply().build()).getRefusal()).isEqualTo("campaign-paused");
    }

    @Test
    void asksTheNextGate() {
        // Given
        var next = new PauseGate(paused, (prompt, reply) -> Withheld.consentWithdrawn(reply));
        // When
        var checked = next.check(aPrompt().build(), aReply().build());
        // Then
        assertThat(checked.getRefusal()).isEqualTo("consent-withdrawn");
    }
}
