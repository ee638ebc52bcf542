package dev.rapport.enrichment.decision;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.customer.Output;
import dev.rapport.enrichment.json.JacksonJson;
import dev.rapport.enrichment.prompt.PromptWriter;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.Property;
import dev.rapport.enrichment.state.PropertyKind;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.enrichment.state.Trait;
import dev.rapport.enrichment.version.Version;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.Product;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.id.DerivedId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Triggers of many customers in the order of their receipt, and what campaigns made of them. */
final class PacingStream {
    private static final Instant START = Instant.parse("2026-03-06T00:00:00Z");
    private static final int CUSTOMERS = 24;
    private static final int EVENTS = 1_500;
    private static final int DAYS = 32;
    private static final String UNKNOWN = "Mars/Olympus";
    private static final List<String> ZONES = List.of(
            "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Auckland", UNKNOWN);

    private static final PromptWriter WRITER =
            (templates, variables) -> new PromptWriter.Written("text", "fallback", List.of());

    /** An event of a customer who lives in a zone. */
    record Trigger(String customerId, String zoneName, String messageId, Instant occurredAt, Instant receivedAt) {
        /** That of the campaigns where the name is none. */
        ZoneId zone() {
            return ZoneId.of(zoneName.equals(UNKNOWN) ? "America/New_York" : zoneName);
        }
    }

    /** What a campaign said of a trigger. */
    record Told(String customerId, String messageId, String campaignId, DecisionReason reason) {}

    /**
     * A message.
     *
     * @param deliverAt when it may be delivered
     * @param isHeld    whether that is later than at once
     * @param countedAt when caps count it
     */
    record Sent(
            String customerId,
            String campaignId,
            String channel,
            String promptId,
            ZoneId zone,
            Instant deliverAt,
            boolean isHeld,
            Instant countedAt) {
        static Sent of(Trigger trigger, Campaign campaign, Instant deliverAt) {
            var held = deliverAt.isAfter(trigger.receivedAt());
            return new Sent(
                    trigger.customerId(),
                    campaign.id(),
                    campaign.audience().channel(),
                    DerivedId.prompt(campaign.id(), "web", trigger.messageId()),
                    trigger.zone(),
                    deliverAt,
                    held,
                    held ? deliverAt : trigger.occurredAt());
        }
    }

    private final List<Trigger> triggers;
    private final List<Sent> sent = new ArrayList<>();

    private PacingStream(List<Trigger> triggers) {
        this.triggers = triggers;
    }

    static PacingStream random(Random random) {
        var triggers = new ArrayList<Trigger>();
        for (var n = 0; n < EVENTS; n++) {
            var customer = random.nextInt(CUSTOMERS);
            var occurredAt = START.plus(Duration.ofMinutes(random.nextInt(DAYS * 1_440)));
            var late = Duration.ofMinutes(random.nextInt(3) == 0 ? random.nextInt(75) : 0);
            var trigger = new Trigger(
                    "customer-" + customer,
                    ZONES.get(customer % ZONES.size()),
                    "message-" + n,
                    occurredAt,
                    occurredAt.plus(late));
            triggers.add(trigger);
            if (random.nextInt(8) == 0) {
                triggers.add(trigger);
            }
        }
        triggers.sort(Comparator.comparing(Trigger::receivedAt));
        return new PacingStream(triggers);
    }

    /** The same, in another order that keeps each customer's own. */
    PacingStream interleaved(Random random) {
        var left = new ArrayList<>(triggers.stream()
                .collect(Collectors.groupingBy(
                        Trigger::customerId, LinkedHashMap::new, Collectors.toCollection(ArrayList::new)))
                .values());
        var mixed = new ArrayList<Trigger>();
        while (!left.isEmpty()) {
            var ofOne = left.get(random.nextInt(left.size()));
            mixed.add(ofOne.remove(0));
            left.removeIf(List::isEmpty);
        }
        return new PacingStream(mixed);
    }

    List<Trigger> triggers() {
        return triggers;
    }

    /** The messages, once it is decided. */
    List<Sent> sent() {
        return sent;
    }

    /** What campaigns decide, in their order. */
    List<Told> decide(List<Campaign> campaigns) {
        var versions = campaigns.stream()
                .map(campaign -> new Version<>(campaign, 1, 0))
                .toList();
        var step = new DecideStep(
                time -> new NoCatalog(),
                DecideStepTest.NOTHING_LEARNT,
                WRITER,
                address -> Optional.empty(),
                new JacksonJson());
        var histories = new HashMap<String, DecisionHistory>();
        var told = new ArrayList<Told>();
        for (var trigger : triggers) {
            var history = histories.getOrDefault(trigger.customerId(), new DecisionHistory(List.of()));
            var draft = Draft.of(trigger.customerId(), event(trigger), state(trigger), versions, history)
                    .with(profile(trigger));
            var decided = step.apply(draft);
            histories.put(trigger.customerId(), decided.history());
            for (var output : decided.outputs()) {
                told(trigger, output).ifPresent(told::add);
                sent(trigger, output, campaigns).ifPresent(sent::add);
            }
        }
        return told;
    }

    private static Optional<Told> told(Trigger trigger, Output<?> output) {
        return output.value() instanceof Decision decision
                ? Optional.of(new Told(
                        decision.getCustomerId(), trigger.messageId(), decision.getCampaignId(), decision.getReason()))
                : Optional.empty();
    }

    private static Optional<Sent> sent(Trigger trigger, Output<?> output, List<Campaign> campaigns) {
        if (!(output.value() instanceof Prompt prompt)) {
            return Optional.empty();
        }
        var campaign = campaigns.stream()
                .filter(one -> one.id().equals(prompt.getCampaignId()))
                .findFirst()
                .orElseThrow();
        var deliverAt = prompt.getNotBefore() == null ? trigger.receivedAt() : prompt.getNotBefore();
        return Optional.of(Sent.of(trigger, campaign, deliverAt));
    }

    private static ReadEvent event(Trigger trigger) {
        return ReadEvent.newBuilder()
                .setMessageId(trigger.messageId())
                .setType(EventType.TRACK)
                .setName("Product Viewed")
                .setOccurredAt(trigger.occurredAt().toEpochMilli())
                .setReceivedAt(trigger.receivedAt().toEpochMilli())
                .setSourceId("web")
                .setWhole(true)
                .setFingerprint(ByteBuffer.allocate(0))
                .setProducts(List.of(Product.newBuilder()
                        .setProductId("lamp")
                        .setName("Lamp")
                        .build()))
                .build();
    }

    private static CustomerState state(Trigger trigger) {
        var zone = new Property("timezone", PropertyKind.TEXT, trigger.zoneName());
        return CustomerStates.edit(CustomerStates.firstSeen(0))
                .setTraits(List.of(new Trait(zone, 0L)))
                .build();
    }

    private static CustomerProfile profile(Trigger trigger) {
        return CustomerProfile.newBuilder()
                .setCustomerId(trigger.customerId())
                .setConsents(Map.of("marketing", true))
                .setEventCount(1)
                .setOrderCount(0)
                .setFirstSeenAt(START)
                .setLastSeenAt(START)
                .build();
    }
}
