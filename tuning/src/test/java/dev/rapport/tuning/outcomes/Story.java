package dev.rapport.tuning.outcomes;

import static dev.rapport.testkit.record.Records.aConsentChange;
import static dev.rapport.testkit.record.Records.aConversion;
import static dev.rapport.testkit.record.Records.aDecision;
import static dev.rapport.testkit.record.Records.aProfile;
import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static dev.rapport.testkit.record.ReplyRecords.aReply;

import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.Credit;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.Erasure;
import dev.rapport.schemas.ErasureStatus;
import dev.rapport.schemas.Identity;
import dev.rapport.schemas.IdentityState;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.ReplyOutcome;
import dev.rapport.schemas.consent.ConsentKey;
import dev.rapport.testkit.record.Customers;
import dev.rapport.testkit.record.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** One reply to Ada, who consents to marketing; change what a test is about, then have it told. */
final class Story {
    static final String CUSTOMER = Records.CUSTOMER;
    private static final String BROWSER_CUSTOMER = Customers.of(Records.BROWSER);
    private static final String MARKETING =
            ConsentKey.ofCategory(CUSTOMER, "marketing").text();

    private final List<Conversion> conversions = new ArrayList<>();
    private final List<Consumer<OutcomeLedger>> first = new ArrayList<>();
    private final List<Consumer<OutcomeLedger>> rest = new ArrayList<>();
    private final Prompt.Builder prompt = aPrompt().setText("name: Ada\nproduct: Aurora Lamp\nreply:");
    private final Reply.Builder reply = aReply().setText("Hi Ada, the Aurora Lamp.");
    private final Decision.Builder decision = aDecision().setPropensity(0.25);
    private boolean hasPrompt = true;
    private boolean hasDecision = true;
    private boolean hasProfile = true;

    Story converted(long millionths) {
        return add(millionths, "last", CUSTOMER);
    }

    Story convertedBy(String model, String customer) {
        return add(1_000_000, model, customer);
    }

    Story erasure() {
        var erasure = Erasure.newBuilder()
                .setErasureId("e1")
                .setCustomerId(CUSTOMER)
                .setStatus(ErasureStatus.REQUESTED)
                .setRequestedAt(Records.NOW)
                .build();
        rest.add(ledger -> ledger.erased(erasure));
        rest.add(ledger -> ledger.erased(Erasure.newBuilder(erasure)
                .setCustomerId(null)
                .setStatus(ErasureStatus.DONE)
                .build()));
        return this;
    }

    Story profileDeleted() {
        rest.add(ledger -> ledger.known(CUSTOMER, null));
        return this;
    }

    Story consent(String category, boolean granted) {
        var key = ConsentKey.ofCategory(CUSTOMER, category);
        var change = aConsentChange()
                .setPurpose(key.purpose())
                .setChannel(key.channel())
                .setGranted(granted)
                .build();
        rest.add(ledger -> ledger.consented(key.text(), change));
        return this;
    }

    Story unreadableConsent() {
        rest.add(ledger -> ledger.unreadableConsent(MARKETING));
        return this;
    }

    Story consentDeleted() {
        rest.add(ledger -> ledger.consented(MARKETING, null));
        return this;
    }

    Story campaignConsent(String category) {
        prompt.setPurpose(category);
        return this;
    }

    Story heldOut() {
        var held = aDecision()
                .setReason(DecisionReason.HOLDOUT)
                .setArm("holdout")
                .setPromptId(null)
                .build();
        rest.add(ledger -> ledger.decided(held));
        return this;
    }

    Story fallback() {
        reply.setOutcome(ReplyOutcome.FALLBACK).setRefusal("no-candidate-passed");
        return this;
    }

    Story reply(String text) {
        reply.setText(text);
        return this;
    }

    Story propensity(double value) {
        decision.setPropensity(value);
        return this;
    }

    Story withoutPrompt() {
        hasPrompt = false;
        return this;
    }

    Story withoutDecision() {
        hasDecision = false;
        return this;
    }

    Story withoutProfile() {
        hasProfile = false;
        return this;
    }

    /** The reply and all that led to it were of a browser, which became part of the customer before the conversion. */
    Story browserMerged() {
        first.add(ledger -> ledger.identified(
                BROWSER_CUSTOMER,
                Identity.newBuilder()
                        .setFragmentId(BROWSER_CUSTOMER)
                        .setCustomerId(CUSTOMER)
                        .setState(IdentityState.MERGED)
                        .setChangedAt(Records.NOW)
                        .build()));
        prompt.setCustomerId(BROWSER_CUSTOMER);
        reply.setCustomerId(BROWSER_CUSTOMER);
        decision.setCustomerId(BROWSER_CUSTOMER);
        rest.add(ledger -> ledger.known(BROWSER_CUSTOMER, null));
        return this;
    }

    /** What the browser said while it was a customer of its own. */
    Story consentOfBrowser(String category, boolean granted) {
        var key = ConsentKey.ofCategory(BROWSER_CUSTOMER, category);
        var change = aConsentChange()
                .setCustomerId(BROWSER_CUSTOMER)
                .setPurpose(key.purpose())
                .setChannel(key.channel())
                .setGranted(granted)
                .build();
        rest.add(ledger -> ledger.consented(key.text(), change));
        return this;
    }

    OutcomePairs told(Set<String> requiredConsents) {
        var ledger = new OutcomeLedger(requiredConsents, PseudonymizerTest::fields);
        first.forEach(told -> told.accept(ledger));
        conversions.forEach(ledger::converted);
        ledger.replied(reply.build());
        if (hasPrompt) {
            ledger.prompted(prompt.build());
        }
        if (hasDecision) {
            ledger.decided(decision.build());
        }
        ledger.consented(MARKETING, aConsentChange().build());
        if (hasProfile) {
            ledger.known(CUSTOMER, aProfile().build());
        }
        rest.forEach(told -> told.accept(ledger));
        return ledger.pairs();
    }

    private Story add(long millionths, String model, String customer) {
        var credit = new Credit(Records.PROMPT, "campaign", Records.CAMPAIGN, Records.ARM, model, millionths);
        conversions.add(aConversion()
                .setCustomerId(customer)
                .setCredits(millionths == 0 ? List.of() : List.of(credit))
                .build());
        return this;
    }
}
