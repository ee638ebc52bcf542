package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.rapport.enrichment.json.JacksonJson;
import dev.rapport.enrichment.step.ReadEventStep;
import java.util.Currency;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadPayloadProcessorTest {
    private final ReadEventStep step = new ReadEventStep(new JacksonJson(), Currency.getInstance("USD"));

    @Test
    void hearsTheNoOfAnEventThatOnlyFormerRulesAccepted() {
        // Given
        var event = track("Unsubscribed", "{\"currency\":\"EURO\"}").build();
        // When
        var read = ReadPayloadProcessor.again(step, event);
        // Then
        assertThat(read.facts().consents().stated()).isEqualTo(Map.of("marketing", false));
        assertThat(read.event().getWithdrawal()).isNotNull();
    }

    @Test
    void stopsAtAnEventThatOnlyFormerRulesAcceptedAndThatSaysNoNo() {
        // Given
        var event = track("Order Completed", "{\"currency\":\"EURO\"}").build();
        // When, Then
        assertThatIllegalStateException().isThrownBy(() -> ReadPayloadProcessor.again(step, event));
    }
}
