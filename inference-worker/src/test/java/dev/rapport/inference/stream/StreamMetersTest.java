package dev.rapport.inference.stream;

import static dev.rapport.testkit.record.ReplyRecords.aCandidate;
import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static dev.rapport.testkit.record.ReplyRecords.aProvenance;
import static dev.rapport.testkit.record.ReplyRecords.aReply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.inference.ledger.Ticket;
import dev.rapport.inference.stream.Outcome.Answered;
import dev.rapport.schemas.Reply;
import dev.rapport.testkit.record.Records;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class StreamMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void countsVerdictsAndSecondAttemptsByCampaign() {
        // Given
        var failed = aCandidate().setVerdicts(List.of("unknown-price", "too-long"));
        var reply = aReply().setCandidates(
                        List.of(failed.build(), aCandidate().setAttempt(2).build()))
                .setProvenance(aProvenance().setAttemptSeeds(List.of(1L, 2L)).build());
        // When
        publish(reply.build());
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
        publish(aReply().build());
        // Then
        assertThat(registry.find("rapport.inference.retries").counter()).isNull();
        assertThat(registry.find("rapport.inference.verdicts").counter()).isNull();
    }

    @Test
    void countsTheTokensOfAReply() {
        // When
        publish(aReply().build());
        // Then
        assertThat(registry.get("rapport.inference.tokens").counters())
                .allSatisfy(counter -> assertThat(counter.count()).isPositive())
                .hasSize(2);
    }

    private void publish(Reply reply) {
        var record = new ConsumerRecord<>("prompts", 0, 0, new byte[0], new byte[0]);
        var task = new PromptTask(new Ticket(0, 1, 0), record, aPrompt().build(), 0);
        new StreamMeters(registry).committed(List.of(new Answered(task, reply, 0)), 1);
    }

    private double count(String meter) {
        return registry.get(meter).tag("campaign", Records.CAMPAIGN).counter().count();
    }
}
