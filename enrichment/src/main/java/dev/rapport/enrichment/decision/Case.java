package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.prompt.Subject;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.InputVersion;
import dev.rapport.schemas.id.DerivedId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A campaign that is triggered, the event that does it, the customer, and what the gates have found so far.
 *
 * @param id         of the decision, and of its prompt
 * @param draft      as the campaigns before have left it
 * @param inputs     versions of what was looked at so far
 * @param subject    what the message is about, once that is found
 * @param sendTime   when it may be delivered, once that is known
 * @param assignment the customer's arm, once it is drawn
 * @param letter     what is written, once it is
 */
record Case(
        String id,
        Campaign campaign,
        Draft draft,
        Person person,
        List<InputVersion> inputs,
        @Nullable Subject subject,
        @Nullable SendTime sendTime,
        @Nullable Assignment assignment,
        @Nullable Letter letter) {
    static Case of(Campaign campaign, Draft draft, Person person, InputVersion definition) {
        var event = draft.event();
        var id = DerivedId.prompt(campaign.id(), event.getSourceId(), event.getMessageId());
        return new Case(id, campaign, draft, person, List.of(definition), null, null, null, null);
    }

    ReadEvent event() {
        return draft.event();
    }

    /** Which trigger of the campaign it is: the first 64 bits of the decision's id. */
    long trigger() {
        return Long.parseUnsignedLong(id.substring(0, 16), 16);
    }

    /** When the trigger happened. */
    Instant at() {
        return Instant.ofEpochMilli(event().getOccurredAt());
    }

    Subject foundSubject() {
        return Objects.requireNonNull(subject, "the subject is found before");
    }

    SendTime foundSendTime() {
        return Objects.requireNonNull(sendTime, "the time is found before");
    }

    Assignment foundAssignment() {
        return Objects.requireNonNull(assignment, "the arm is drawn before");
    }

    Letter foundLetter() {
        return Objects.requireNonNull(letter, "it is written before");
    }

    Case using(Optional<InputVersion> input) {
        return using(input.stream().toList());
    }

    Case using(List<InputVersion> used) {
        if (used.isEmpty()) {
            return this;
        }
        var more = new ArrayList<>(inputs);
        more.addAll(used);
        return new Case(id, campaign, draft, person, more, subject, sendTime, assignment, letter);
    }

    Case about(Subject found) {
        return new Case(id, campaign, draft, person, inputs, found, sendTime, assignment, letter);
    }

    Case deliveredAt(SendTime found) {
        return new Case(id, campaign, draft, person, inputs, subject, found, assignment, letter);
    }

    Case assigned(Assignment drawn) {
        return new Case(id, campaign, draft, person, inputs, subject, sendTime, drawn, letter);
    }

    Case with(Letter written) {
        return new Case(id, campaign, draft, person, inputs, subject, sendTime, assignment, written);
    }

    /** The campaign has no such rule. */
    Verdict passes() {
        return new Verdict.Passed(this, null);
    }

    Verdict passes(String value, String limit) {
        return new Verdict.Passed(this, new Verdict.Measure(value, limit));
    }

    Verdict stops(DecisionReason reason, String value, String limit) {
        return stops(reason, value, limit, null);
    }

    /** @param detail more of what led to it, null for none */
    Verdict stops(DecisionReason reason, String value, String limit, @Nullable String detail) {
        return new Verdict.Stopped(this, reason, new Verdict.Measure(value, limit), detail);
    }
}
