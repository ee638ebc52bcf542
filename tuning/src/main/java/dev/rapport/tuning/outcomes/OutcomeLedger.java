package dev.rapport.tuning.outcomes;

import dev.rapport.schemas.ConsentChange;
import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.Erasure;
import dev.rapport.schemas.Identity;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.ReplyOutcome;
import dev.rapport.schemas.consent.ConsentKey;
import dev.rapport.tuning.pair.Example;
import dev.rapport.tuning.pair.Pair;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Joins what the topics hold. Take all identities first, then all conversions, then all replies, then the rest in any order:
 * only what belongs to a reply that led to a conversion is kept, so that memory grows with the conversions, and the customers
 * who were merged, and not with the topics. A record of a customer who was merged since is one of the customer who stays. Not
 * thread-safe.
 */
public final class OutcomeLedger {
    private static final String HOLDOUT_ARM = "holdout";

    /**
     * A reply that led to a conversion.
     *
     * @param text that a model wrote; null when none did
     */
    private record Worked(
            String customerId,
            String campaignId,
            String arm,
            @Nullable String text,
            long credit) {}

    private record Member(String campaignId, String customerId) {}

    private final MergedCustomers identities = new MergedCustomers();
    private final Credits credits = new Credits();
    private final Consents consents;
    private final Function<String, Map<String, @Nullable Object>> json;
    private final Map<String, Worked> worked = new TreeMap<>();
    private final Set<String> customers = new HashSet<>();
    private final Map<String, Prompt> prompts = new HashMap<>();
    private final Map<String, Double> propensities = new HashMap<>();
    private final Set<Member> heldOut = new HashSet<>();
    private final Set<String> erased = new HashSet<>();
    private final Map<String, PersonalValues> known = new HashMap<>();
    private final Set<String> deleted = new HashSet<>();
    private long replies;

    /**
     * An empty ledger.
     *
     * @param requiredConsents categories that a customer must have granted, besides that of the campaign
     * @param json             reads the traits of a profile
     */
    public OutcomeLedger(Set<String> requiredConsents, Function<String, Map<String, @Nullable Object>> json) {
        consents = new Consents(requiredConsents);
        this.json = json;
    }

    /**
     * Takes whom an identifier belongs to.
     *
     * @param identity null when it was deleted
     */
    public void identified(String key, @Nullable Identity identity) {
        identities.put(key, identity);
    }

    /** Takes a conversion, instead of what was written under its id before. */
    public void converted(Conversion conversion) {
        credits.put(conversion, identities.current(conversion.getCustomerId()));
    }

    /** Takes a reply; there is one of a prompt. */
    public void replied(Reply reply) {
        replies++;
        var customer = identities.current(reply.getCustomerId());
        var credit = credits.millionths(customer, reply.getPromptId());
        if (credit > 0) {
            var text = reply.getOutcome() == ReplyOutcome.GENERATED ? reply.getText() : null;
            worked.put(reply.getPromptId(), new Worked(customer, reply.getCampaignId(), reply.getArm(), text, credit));
            customers.add(customer);
        }
    }

    /** Takes a prompt. */
    public void prompted(Prompt prompt) {
        if (worked.containsKey(prompt.getPromptId())) {
            prompts.put(prompt.getPromptId(), prompt);
        }
    }

    /** Takes a decision. */
    public void decided(Decision decision) {
        var customer = identities.current(decision.getCustomerId());
        if (!customers.contains(customer)) {
            return;
        }
        if (decision.getReason() == DecisionReason.HOLDOUT) {
            heldOut.add(new Member(decision.getCampaignId(), customer));
        } else if (decision.getReason() == DecisionReason.SENT && decision.getPromptId() != null) {
            propensities.put(decision.getPromptId(), decision.getPropensity());
        }
    }

    /**
     * Takes a customer's word on a category, instead of the one before.
     *
     * @param key    text of a {@link ConsentKey}
     * @param change null when it was deleted
     */
    public void consented(String key, @Nullable ConsentChange change) {
        if (change != null) {
            heard(ConsentKey.of(change), change.getGranted());
        } else {
            parsed(key).ifPresent(consent -> consents.forget(now(consent), consent.customerId()));
        }
    }

    /** A consent that cannot be read counts as withdrawn: it may be. */
    public void unreadableConsent(String key) {
        parsed(key).ifPresent(consent -> heard(consent, false));
    }

    private void heard(ConsentKey consent, boolean granted) {
        if (customers.contains(now(consent).customerId())) {
            consents.put(now(consent), consent.customerId(), granted);
        }
    }

    /** As a word of the customer who stays. */
    private ConsentKey now(ConsentKey consent) {
        return new ConsentKey(identities.current(consent.customerId()), consent.purpose(), consent.channel());
    }

    /** Takes an erasure request; one that is done does not name the customer any more. */
    public void erased(Erasure erasure) {
        if (erasure.getCustomerId() != null) {
            erased.add(identities.current(erasure.getCustomerId()));
        }
    }

    /**
     * Takes a customer's profile. What was known of the customer before stays known: a prompt may be older than a name.
     *
     * @param profile null when it was deleted; that of a customer who was merged is, and the customer is not
     */
    public void known(String customerId, @Nullable CustomerProfile profile) {
        var customer = identities.current(customerId);
        if (!customers.contains(customer)) {
            return;
        }
        if (profile != null) {
            deleted.remove(customer);
            known.merge(customer, PersonalValues.of(profile, json.apply(profile.getTraits())), PersonalValues::and);
        } else if (!identities.isMerged(customerId)) {
            deleted.add(customer);
        }
    }

    /** A profile that cannot be read counts as deleted: it may be, and what is personal in it is not known. */
    public void unreadableProfile(String customerId) {
        var customer = identities.current(customerId);
        if (customers.contains(customer)) {
            deleted.add(customer);
        }
    }

    /** What came of it; the records may be evicted then. */
    public OutcomePairs pairs() {
        var pairs = new ArrayList<Pair>();
        var leftOut = new EnumMap<Omission, Long>(Omission.class);
        worked.forEach((promptId, reply) -> {
            var objection = objection(promptId, reply);
            if (objection.isEmpty()) {
                objection = learn(promptId, reply, pairs);
            }
            objection.ifPresent(reason -> leftOut.merge(reason, 1L, Long::sum));
        });
        return new OutcomePairs(pairs, replies, worked.size(), leftOut);
    }

    /** Adds the pair; returns why not where that cannot be. */
    private Optional<Omission> learn(String promptId, Worked reply, List<Pair> pairs) {
        var texts = Pseudonymizer.of(
                Objects.requireNonNull(prompts.get(promptId)),
                Objects.requireNonNull(reply.text()),
                Objects.requireNonNull(known.get(reply.customerId())));
        if (texts.isEmpty()) {
            return Optional.of(Omission.PERSONAL_DATA);
        }
        var prompt = texts.get().prompt();
        var answer = texts.get().reply();
        if (!Example.isUsable(prompt, answer)) {
            return Optional.of(Omission.UNUSABLE_TEXT);
        }
        var weight = Weight.of(reply.credit(), Objects.requireNonNull(propensities.get(promptId)));
        pairs.add(new Pair(new Example(prompt, answer), weight, pairs.size() + 1));
        return Optional.empty();
    }

    private Optional<Omission> objection(String promptId, Worked reply) {
        var customer = reply.customerId();
        var prompt = prompts.get(promptId);
        if (erased.contains(customer) || deleted.contains(customer)) {
            return Optional.of(Omission.ERASED);
        }
        var category = prompt == null ? Optional.<String>empty() : Optional.of(prompt.getPurpose());
        var consent = consents.objection(customer, category);
        if (consent.isPresent()) {
            return consent;
        }
        if (reply.arm().equals(HOLDOUT_ARM) || heldOut.contains(new Member(reply.campaignId(), customer))) {
            return Optional.of(Omission.HOLDOUT);
        }
        if (reply.text() == null) {
            return Optional.of(Omission.NO_MODEL_TEXT);
        }
        if (prompt == null || !identities.current(prompt.getCustomerId()).equals(customer)) {
            return Optional.of(Omission.NO_PROMPT);
        }
        if (!Weight.isPropensity(propensities.getOrDefault(promptId, Double.NaN))) {
            return Optional.of(Omission.NO_DECISION);
        }
        return known.containsKey(customer) ? Optional.empty() : Optional.of(Omission.NO_PROFILE);
    }

    private static Optional<ConsentKey> parsed(String key) {
        try {
            return Optional.of(ConsentKey.parse(key));
        } catch (IllegalArgumentException e) {
            // Not the key of a consent.
            return Optional.empty();
        }
    }
}
