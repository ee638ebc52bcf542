package dev.rapport.inference.consent;

import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static dev.rapport.testkit.record.ReplyRecords.aReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.rapport.schemas.Reply;
import dev.rapport.schemas.ReplyOutcome;
import dev.rapport.schemas.consent.ConsentKey;
import dev.rapport.testkit.record.Records;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConsentGateTest {
    private static final ConsentKey KEY = key(Records.CUSTOMER, "marketing");

    private final Withdrawals withdrawals = new Withdrawals(2);
    private final MergedIdentities identities = new MergedIdentities(10);
    private final ConsentGate gate = new ConsentGate(withdrawals, identities);

    @Test
    void letsAReplyPassAsItIs() {
        // Given
        withdrawals.put(key(Records.CUSTOMER, "analytics"), true);
        withdrawals.put(key("somebody-else", "marketing"), true);
        var reply = aReply().build();
        // When, Then
        assertThat(gate.check(aPrompt().build(), reply)).isSameAs(reply);
    }

    @Test
    void withholdsEveryTextFromWhoHasWithdrawn() {
        // Given
        withdrawals.put(KEY, true);
        var reply = aReply().build();
        // When
        var checked = gate.check(aPrompt().build(), reply);
        // Then
        assertThat(checked.getOutcome()).isEqualTo(ReplyOutcome.REFUSED);
        assertThat(checked.getRefusal()).isEqualTo("consent-withdrawn");
        assertThat(checked.getText()).isNull();
        assertThat(checked.getCandidates()).isEmpty();
        assertThat(checked.getProvenance()).isEqualTo(reply.getProvenance());
        assertThat(checked.getPromptId()).isEqualTo(reply.getPromptId());
    }

    @Test
    void letsPassAgainOnceConsentIsGivenAgain() {
        // Given
        withdrawals.put(KEY, true);
        withdrawals.put(KEY, false);
        var reply = aReply().build();
        // When, Then
        assertThat(gate.check(aPrompt().build(), reply)).isSameAs(reply);
        assertThat(withdrawals.size()).isZero();
    }

    @Test
    void stopsWhenItCannotKnowEverybody() {
        // Given
        withdrawals.put(key("a", "x"), true);
        withdrawals.put(key("b", "x"), true);
        // When, Then
        assertThatIllegalStateException()
                .isThrownBy(() -> withdrawals.put(key("c", "x"), true))
                .withMessageContaining("inference.consent.max-withdrawals=2");
    }

    @ParameterizedTest
    @CsvSource({"email, email, true", "email, sms, false", "pigeon, sms, true", "E-Mail, email, true"})
    void withholdsWhereTheChannelWasObjectedTo(String channel, String objection, boolean withheld) {
        // Given
        withdrawals.put(key(Records.CUSTOMER, objection), true);
        var reply = aReply().build();
        // When
        var checked = gate.check(aPrompt().setChannel(channel).build(), reply);
        // Then
        assertThat(checked.getOutcome() == ReplyOutcome.REFUSED).isEqualTo(withheld);
    }

    @Test
    void answersWhoAskedWhateverTheyObjectTo() {
        // Given
        withdrawals.put(key(Records.CUSTOMER, "email"), true);
        var reply = aReply().build();
        // When, Then
        assertThat(gate.check(aPrompt().setPurpose("none").build(), reply)).isSameAs(reply);
    }

    @Test
    void tellsCustomersApartWhoseIdsHaveColons() {
        // Given
        withdrawals.put(key("us-east-1:x", "marketing"), true);
        // When
        withdrawals.put(key("us-east-1", "x:marketing"), false);
        // Then
        assertThat(withdrawals.contains(CustomerHash.of("us-east-1:x"), key("us-east-1:x", "marketing")))
                .isTrue();
    }

    @Test
    void withholdsWhereThePurposeWasObjectedToOnThatChannelOnly() {
        // Given
        withdrawals.put(new ConsentKey(Records.CUSTOMER, "marketing", "sms"), true);
        var reply = aReply().build();
        // When
        var checked = Stream.of("sms", "email")
                .map(channel -> gate.check(aPrompt().setChannel(channel).build(), reply));
        // Then
        assertThat(checked).extracting(Reply::getOutcome).containsExactly(ReplyOutcome.REFUSED, reply.getOutcome());
    }

    /** The prompt is of the device. */
    @ParameterizedTest
    @CsvSource({
        "the user that the device belongs to now, user, device>user, true",
        "another device of that user, tablet, device>user tablet>user, true",
        "the customer who replaced that user, new, device>user user>new, true",
        "a device that was merged into it, old, old>device, true",
        "the device itself, device, device>user, true",
        "another customer, stranger, device>user, false",
        "a user whom it no longer belongs to, user, device>user device>other, false"
    })
    void withholdsWhicheverIdentitySaidNo(String who, String said, String merges, boolean withheld) {
        // Given
        withdrawals.put(key(said, "marketing"), true);
        for (var merge : merges.split(" ")) {
            identities.merge(merge.split(">")[0], merge.split(">")[1], 0);
        }
        var prompt = aPrompt().setCustomerId("device").build();
        // When
        var checked = gate.check(prompt, aReply().build());
        // Then
        assertThat(checked.getOutcome() == ReplyOutcome.REFUSED).as(who).isEqualTo(withheld);
    }

    /** The device has been parted from the user since the prompt was decided. */
    @Test
    void withholdsWhenTheFragmentOfThePromptSaidNo() {
        // Given
        withdrawals.put(key("device", "marketing"), true);
        var prompt = aPrompt().setFragmentId("device").build();
        // When
        var checked = gate.check(prompt, aReply().build());
        // Then
        assertThat(checked.getRefusal()).isEqualTo("consent-withdrawn");
    }

    @Test
    void withholdsWhereItCannotReadWhomTheDeviceBelongsTo() {
        // Given
        identities.unknown(Records.CUSTOMER);
        // When
        var checked = gate.check(aPrompt().build(), aReply().build());
        // Then
        assertThat(checked.getRefusal()).isEqualTo("consent-withdrawn");
    }

    private static ConsentKey key(String customerId, String category) {
        return ConsentKey.ofCategory(customerId, category);
    }
}
