package dev.rapport.inference.stream;

import static dev.rapport.testkit.record.ReplyRecords.aCandidate;
import static dev.rapport.testkit.record.ReplyRecords.aProvenance;
import static dev.rapport.testkit.record.ReplyRecords.aReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.testkit.record.Records;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReplyMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void countsVerdictsAndSecondAttemptsByCampaign() {
        // Given
        var failed = aCandidate().setVerdicts(List.of("unknown-price", "too-long"));
        var reply = aReply().setCandidates(
                        List.of(failed.build(), aCandidate().setAttempt(2).build()))
                .setProvenance(aProvenance().setAttemptSeeds(List.of(1L, 2L)).build());
        // When
        new ReplyMeters(registry).published(reply.build());
        // Then
        assertThat(count("rapport.inference.candidates")).isEqualTo(2);
        assertThat(registry.get("rapport.inference.verdicts")
                        .tag("verdict", "unknown-price")
                        .tag("campaign", Records.CAMPAIGN)
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(count("rapport.inference.retries")).isEqualTo(1);
    }

    @Test
    void countsNoSecondAttemptWhereThereWasNone() {
        // When
        new ReplyMeters(registry).published(aReply().build());
        // Then
        assertThat(registry.find("rapport.inference.retries").counter()).isNull();
        assertThat(registry.find("rapport.inference.verdicts").counter()).isNull();
    }

    private double count(String meter) {
        return registry.get(meter).tag("campaign", Records.CAMPAIGN).counter().count();
    }
}
