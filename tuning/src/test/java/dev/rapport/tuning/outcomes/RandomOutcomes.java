package dev.rapport.tuning.outcomes;

import static dev.rapport.testkit.record.Records.aConsentChange;
import static dev.rapport.testkit.record.Records.aConversion;
import static dev.rapport.testkit.record.Records.aDecision;
import static dev.rapport.testkit.record.Records.aProfile;
import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static dev.rapport.testkit.record.ReplyRecords.aReply;

import dev.rapport.schemas.ConsentChange;
import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.Credit;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.Erasure;
import dev.rapport.schemas.ErasureStatus;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.ReplyOutcome;
import dev.rapport.schemas.consent.ConsentKey;
import dev.rapport.testkit.record.Records;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A world of few customers with much going on, and what a search through all records says of it: slow, and plainly right. */
record RandomOutcomes(
        List<Conversion> conversions,
        List<Reply> replies,
        List<Prompt> prompts,
        List<Decision> decisions,
        List<ConsentChange> consents,
        List<Erasure> erasures,
        Set<String> profiles) {
    private static final List<String> CATEGORIES = List.of("marketing", "sms", "personalisation");
    private static final int CUSTOMERS = 5;

    static RandomOutcomes of(Random random) {
        var conversions = new ArrayList<Conversion>();
        var replies = new ArrayList<Reply>();
        var prompts = new ArrayList<Prompt>();
        var decisions = new ArrayList<Decision>();
        for (var i = 0; i < 12; i++) {
            var id = "p" + (char) ('a' + i);
            var customer = customer(random);
            var campaign = "c" + random.nextInt(3);
            var outcome = random.nextInt(5) == 0 ? ReplyOutcome.FALLBACK : ReplyOutcome.GENERATED;
            replies.add(aReply().setPromptId(id)
                    .setCustomerId(customer)
                    .setCampaignId(campaign)
                    .setOutcome(outcome)
                    .setText("Hello, it is the Aurora Lamp.")
                    .build());
            if (random.nextInt(8) > 0) {
                prompts.add(aPrompt()
                        .setPromptId(id)
                        .setCustomerId(customer)
                        .setText("product: Aurora Lamp\nreply:")
                        .setPurpose(random.nextInt(4) == 0 ? "sms" : random.nextInt(4) == 0 ? "none" : "marketing")
                        .build());
            }
            if (random.nextInt(8) > 0) {
                decisions.add(aDecision()
                        .setPromptId(id)
                        .setCustomerId(customer)
                        .setCampaignId(campaign)
                        .setPropensity(random.nextInt(11) / 10.0)
                        .build());
            }
            if (random.nextInt(10) == 0) {
                decisions.add(aDecision()
                        .setPromptId(null)
                        .setCustomerId(customer(random))
                        .setCampaignId(campaign)
                        .setReason(DecisionReason.HOLDOUT)
                        .build());
            }
            for (var c = random.nextInt(4); c > 0; c--) {
                conversions.add(conversion(random, id, random.nextInt(5) == 0 ? customer(random) : customer));
            }
        }
        return new RandomOutcomes(
                conversions, replies, prompts, decisions, consents(random), erasures(random), profiles(random));
    }

    private static String customer(Random random) {
        return "customer:" + random.nextInt(CUSTOMERS);
    }

    private static Conversion conversion(Random random, String promptId, String customer) {
        var share = (long) random.nextInt(1_000_001);
        return aConversion()
                .setConversionId("v" + random.nextInt(20))
                .setCustomerId(customer)
                .setCredits(List.of(
                        new Credit(promptId, "x", null, null, "last", share),
                        new Credit(null, "Direct", null, null, "last", 1_000_000 - share),
                        new Credit(promptId, "x", null, null, "linear", 700_000L)))
                .build();
    }

    private static List<ConsentChange> consents(Random random) {
        var consents = new ArrayList<ConsentChange>();
        for (var i = 0; i < 3 * CUSTOMERS; i++) {
            var key = ConsentKey.ofCategory(customer(random), CATEGORIES.get(random.nextInt(CATEGORIES.size())));
            consents.add(aConsentChange()
                    .setCustomerId(key.customerId())
                    .setPurpose(key.purpose())
                    .setChannel(key.channel())
                    .setGranted(random.nextInt(4) > 0)
                    .build());
        }
        return consents;
    }

    private static List<Erasure> erasures(Random random) {
        return random.nextInt(3) > 0
                ? List.of()
                : List.of(Erasure.newBuilder()
                        .setErasureId("e")
                        .setCustomerId(customer(random))
                        .setStatus(ErasureStatus.RUNNING)
                        .setRequestedAt(Records.NOW)
                        .build());
    }

    private static Set<String> profiles(Random random) {
        return IntStream.range(0, CUSTOMERS)
                .filter(i -> random.nextInt(8) > 0)
                .mapToObj(i -> "customer:" + i)
                .collect(Collectors.toSet());
    }

    /** Through the ledger. */
    OutcomePairs told() {
        var ledger = new OutcomeLedger(Set.of("marketing"), PseudonymizerTest::fields);
        conversions.forEach(ledger::converted);
        replies.forEach(ledger::replied);
        profiles.forEach(customer ->
                ledger.known(customer, aProfile().setCustomerId(customer).build()));
        consents.forEach(change -> ledger.consented(ConsentKey.of(change).text(), change));
        erasures.forEach(ledger::erased);
        decisions.forEach(ledger::decided);
        prompts.forEach(ledger::prompted);
        return ledger.pairs();
    }

    List<Double> weightsBySearch() {
        return replies.stream()
                .filter(reply -> credit(reply) > 0 && reason(reply).isEmpty())
                .sorted(Comparator.comparing(Reply::getPromptId))
                .map(reply ->
                        Math.min(20, credit(reply) / 1e6 / propensity(reply).orElseThrow()))
                .toList();
    }

    Map<Omission, Long> leftOutBySearch() {
        var leftOut = new EnumMap<Omission, Long>(Omission.class);
        replies.stream()
                .filter(reply -> credit(reply) > 0)
                .flatMap(reply -> reason(reply).stream())
                .forEach(reason -> leftOut.merge(reason, 1L, Long::sum));
        return leftOut;
    }

    private long credit(Reply reply) {
        var sum = 0L;
        for (var i = 0; i < conversions.size(); i++) {
            var one = conversions.get(i);
            var isLast = conversions.subList(i + 1, conversions.size()).stream()
                    .noneMatch(later -> later.getConversionId().equals(one.getConversionId()));
            if (isLast && one.getCustomerId().equals(reply.getCustomerId())) {
                sum += one.getCredits().stream()
                        .filter(credit -> credit.getModel().equals("last")
                                && reply.getPromptId().equals(credit.getPromptId()))
                        .mapToLong(Credit::getShareMillionths)
                        .sum();
            }
        }
        return sum;
    }

    private Optional<Double> propensity(Reply reply) {
        return decisions.stream()
                .filter(decision -> reply.getPromptId().equals(decision.getPromptId()))
                .map(Decision::getPropensity)
                .findFirst()
                .filter(value -> value > 0);
    }

    private Optional<Omission> reason(Reply reply) {
        var customer = reply.getCustomerId();
        var prompt = prompts.stream()
                .filter(one -> one.getPromptId().equals(reply.getPromptId()))
                .findFirst();
        if (erasures.stream().anyMatch(erasure -> customer.equals(erasure.getCustomerId()))) {
            return Optional.of(Omission.ERASED);
        }
        var needed = new ArrayList<>(List.of("marketing"));
        prompt.map(Prompt::getPurpose).filter(one -> !one.equals("none")).ifPresent(needed::add);
        if (needed.stream().anyMatch(one -> said(customer, one) == 0) || said(customer, "personalisation") == 0) {
            return Optional.of(Omission.CONSENT_WITHDRAWN);
        }
        if (needed.stream().anyMatch(one -> said(customer, one) < 0)) {
            return Optional.of(Omission.NO_CONSENT);
        }
        if (decisions.stream()
                .anyMatch(decision -> decision.getReason() == DecisionReason.HOLDOUT
                        && decision.getCustomerId().equals(customer)
                        && decision.getCampaignId().equals(reply.getCampaignId()))) {
            return Optional.of(Omission.HOLDOUT);
        }
        if (reply.getOutcome() != ReplyOutcome.GENERATED) {
            return Optional.of(Omission.NO_MODEL_TEXT);
        }
        if (prompt.isEmpty()) {
            return Optional.of(Omission.NO_PROMPT);
        }
        if (propensity(reply).isEmpty()) {
            return Optional.of(Omission.NO_DECISION);
        }
        return profiles.contains(customer) ? Optional.empty() : Optional.of(Omission.NO_PROFILE);
    }

    /** 1 for yes, 0 for no, -1 for nothing. */
    private int said(String customer, String category) {
        var last = -1;
        for (var change : consents) {
            if (ConsentKey.of(change).equals(ConsentKey.ofCategory(customer, category))) {
                last = change.getGranted() ? 1 : 0;
            }
        }
        return last;
    }
}
