package dev.rapport.enrichment.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.campaign.DailyHours;
import dev.rapport.enrichment.campaign.Delivery;
import dev.rapport.enrichment.campaign.Experiment;
import dev.rapport.enrichment.campaign.FrequencyCap;
import dev.rapport.enrichment.campaign.FrequencyCap.Per;
import dev.rapport.enrichment.campaign.FrequencyCap.Scope;
import dev.rapport.enrichment.campaign.Layer;
import dev.rapport.enrichment.campaign.Pacing;
import dev.rapport.enrichment.campaign.Priority;
import dev.rapport.enrichment.campaign.Ramp;
import dev.rapport.enrichment.campaign.ReEntry;
import dev.rapport.enrichment.campaign.SendAt;
import dev.rapport.enrichment.campaign.Share;
import dev.rapport.enrichment.campaign.Window;
import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.customer.Draft;
import dev.rapport.enrichment.customer.Output;
import dev.rapport.enrichment.json.JacksonJson;
import dev.rapport.enrichment.prompt.PromptWriter;
import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.Exposure;
import dev.rapport.enrichment.state.PastSession;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.enrichment.state.SessionState;
import dev.rapport.enrichment.version.Version;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionGate;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.GateResult;
import dev.rapport.schemas.Product;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.PromptPriority;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rules of a campaign come to, and what decisions say of them. */
class GatesTest {
    private static final Instant NOON = Instant.parse("2026-03-20T12:00:00Z");
    private static final DecisionHistory NEVER = new DecisionHistory(List.of());
    private static final Delivery AT_NIGHT_NOTHING = new Delivery(
            Optional.of(new DailyHours(LocalTime.of(12, 30), LocalTime.of(8, 0))),
            SendAt.AT_ONCE,
            Optional.empty(),
            Optional.of(ZoneId.of("Europe/Berlin")));

    @Test
    void saysWhatEachGateSaw() {
        // Given
        var campaign = paced(Pacing.UNLIMITED.capped(FrequencyCap.ofCampaign(2, Duration.ofDays(1))));
        // When
        var decided = decide(NEVER, campaign);
        // Then
        assertThat(decision(decided).getGates())
                .extracting(GateResult::getGate, GateResult::getPassed, GateResult::getValue, GateResult::getLimit)
                .containsExactly(
                        tuple(DecisionGate.TRIGGER_AGE, true, "0 s", "at most 60 min"),
                        tuple(DecisionGate.DUPLICATE_TRIGGER, true, "first", "once for each trigger"),
                        tuple(DecisionGate.CONSENT, true, "granted", "marketing granted, on email"),
                        tuple(DecisionGate.SUBJECT, true, "product lamp", "for recommendation"),
                        tuple(DecisionGate.CAMPAIGN_CAP, true, "0 in 24 h", "at most 2 in 24 h"),
                        tuple(DecisionGate.PROMPT, true, "4 characters for arm b", "can be written"),
                        tuple(DecisionGate.HOLDOUT, true, "bucket 7934", "from 1000"),
                        tuple(DecisionGate.ARM, true, "b", "drawn with probability 0.225"));
    }

    @Test
    void endsWithTheGateThatStopped() {
        // Given
        var campaign = paced(Pacing.UNLIMITED.capped(FrequencyCap.ofCampaign(1, Duration.ofDays(7))));
        // When
        var decided = decide(history(exposure("spring", NOON.minus(Duration.ofDays(1)))), campaign);
        // Then
        assertThat(decision(decided).getReason()).isEqualTo(DecisionReason.FREQUENCY_CAP);
        assertThat(decision(decided).getGates())
                .last()
                .isEqualTo(new GateResult(DecisionGate.CAMPAIGN_CAP, false, "1 in 7 d", "at most 1 in 7 d"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-20T12:00:00Z, 2026-03-20T12:00:00.001Z, SENT",
        "2026-03-20T12:00:00.001Z, , OUTSIDE_WINDOW",
        ", 2026-03-20T12:00:00Z, OUTSIDE_WINDOW",
        ", , SENT"
    })
    void writesInItsWindowOnly(Instant from, Instant until, DecisionReason reason) {
        // Given
        var window = new Window(Optional.ofNullable(from), Optional.ofNullable(until));
        // When
        var decided = decide(NEVER, paced(in(window)));
        // Then
        assertThat(decision(decided).getReason()).isEqualTo(reason);
    }

    @Test
    void takesItsMessagesWithItWhenItEnds() {
        // Given
        var end = NOON.plus(Duration.ofHours(2));
        // When
        var decided = decide(NEVER, paced(in(new Window(Optional.empty(), Optional.of(end)))));
        // Then
        assertThat(prompt(decided).getExpiresAt()).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({"0, SENT", "72, SENT", "73, RE_ENTRY", "999999999, RE_ENTRY"})
    void writesAgainAfterTheWait(long hours, DecisionReason reason) {
        // Given
        var reEntry = hours > 1_000 ? ReEntry.NEVER : new ReEntry(Duration.ofHours(hours));
        var pacing = new Pacing(Window.ALWAYS, reEntry, List.of(), Delivery.AT_ONCE, Priority.NORMAL, false);
        var threeDaysAgo = history(exposure("spring", NOON.minus(Duration.ofDays(3))), exposure("other", NOON));
        // When
        var decided = decide(threeDaysAgo, paced(pacing));
        // Then
        assertThat(decision(decided).getReason()).isEqualTo(reason);
    }

    @Test
    void waitsFromWhenTheLastMessageIsDelivered() {
        // Given
        var reEntry = new ReEntry(Duration.ofHours(2));
        var pacing = new Pacing(Window.ALWAYS, reEntry, List.of(), AT_NIGHT_NOTHING, Priority.NORMAL, false);
        var heldUntilMorning = history(exposure("spring", Instant.parse("2026-03-21T07:00:00Z")));
        // When
        var decided = decide(heldUntilMorning, paced(pacing));
        // Then
        assertThat(decision(decided).getReason()).isEqualTo(DecisionReason.RE_ENTRY);
    }

    @Test
    void decidesATriggerOnceHoweverLateItComesAgain() {
        // Given
        var first = decide(NEVER, paced(Pacing.UNLIMITED));
        // When
        var again = decide(first.history(), paced(Pacing.UNLIMITED));
        // Then
        assertThat(decision(again).getReason()).isEqualTo(DecisionReason.DUPLICATE_TRIGGER);
        assertThat(decision(again).getDecisionId()).isEqualTo(decision(first).getDecisionId());
        assertThat(again.history()).isEqualTo(first.history());
    }

    @Test
    void countsByChannelAndAll() {
        // Given
        var history = history(
                exposure("other", NOON.minusSeconds(60), "email"), exposure("third", NOON.minusSeconds(90), "push"));
        var span = new Per.Span(Duration.ofDays(1));
        // When
        var own = decide(history, paced(Pacing.UNLIMITED.capped(new FrequencyCap(1, span, Scope.CAMPAIGN))));
        var channel = decide(history, paced(Pacing.UNLIMITED.capped(new FrequencyCap(1, span, Scope.CHANNEL))));
        var ample = decide(history, paced(Pacing.UNLIMITED.capped(new FrequencyCap(2, span, Scope.CHANNEL))));
        var all = decide(history, paced(Pacing.UNLIMITED.capped(new FrequencyCap(2, span, Scope.GLOBAL))));
        // Then
        assertThat(Stream.of(own, channel, ample, all))
                .extracting(decided -> decision(decided).getReason())
                .containsExactly(
                        DecisionReason.SENT,
                        DecisionReason.FREQUENCY_CAP,
                        DecisionReason.SENT,
                        DecisionReason.FREQUENCY_CAP);
        assertThat(decision(all).getGates())
                .last()
                .extracting(GateResult::getGate)
                .isEqualTo(DecisionGate.GLOBAL_CAP);
    }

    @Test
    void holdsTheDeliveryAndNotTheDecision() {
        // Given: 13:00 in Berlin
        var pacing = delivered(AT_NIGHT_NOTHING);
        // When
        var decided = decide(NEVER, paced(pacing));
        // Then
        var morning = Instant.parse("2026-03-21T07:00:00Z");
        assertThat(decision(decided).getReason()).isEqualTo(DecisionReason.SENT);
        assertThat(prompt(decided).getNotBefore()).isEqualTo(morning);
        assertThat(decided.history().getExposures())
                .extracting(Exposure::getExposedAt)
                .containsExactly(morning.toEpochMilli());
        assertThat(decision(decided).getGates())
                .filteredOn(result -> result.getGate() == DecisionGate.SEND_TIME)
                .containsExactly(new GateResult(
                        DecisionGate.SEND_TIME,
                        true,
                        "at 2026-03-21T07:00:00Z, Europe/Berlin (campaign)",
                        "quiet from 12:30 until 08:00"));
    }

    @Test
    void doesNotWriteWhatWouldExpireBeforeItIsDelivered() {
        // Given
        var brief = new Delivery(
                AT_NIGHT_NOTHING.quietHours(),
                SendAt.AT_ONCE,
                Optional.of(Duration.ofHours(19)),
                AT_NIGHT_NOTHING.defaultZone());
        // When
        var decided = decide(NEVER, paced(delivered(brief)));
        // Then
        assertThat(decision(decided).getReason()).isEqualTo(DecisionReason.EXPIRED);
        assertThat(decided.history().getExposures()).isEmpty();
    }

    @Test
    void writesInTheUsualHourUnlessItExpiresBefore() {
        // Given
        var usual = new Delivery(Optional.empty(), SendAt.USUAL_HOUR, Optional.empty(), Optional.empty());
        var soon =
                new Delivery(Optional.empty(), SendAt.USUAL_HOUR, Optional.of(Duration.ofHours(2)), Optional.empty());
        // When
        var held = decide(NEVER, paced(delivered(usual)));
        var atOnce = decide(NEVER, paced(delivered(soon)));
        // Then
        assertThat(prompt(held).getNotBefore()).isEqualTo(Instant.parse("2026-03-20T18:00:00Z"));
        assertThat(prompt(atOnce).getNotBefore()).isNull();
        assertThat(prompt(atOnce).getExpiresAt()).isEqualTo(NOON.plus(Duration.ofHours(2)));
    }

    @Test
    void sharesTheCustomersOfALayerOut() {
        // Given
        var one = experiment("one", new Layer("checkout", 0, 4_000), Ramp.ALL);
        var other = experiment("other", new Layer("checkout", 4_000, 10_000), Ramp.ALL);
        // When
        var reasons = IntStream.range(0, 500)
                .mapToObj(n -> decide("customer-" + n, NEVER, one, other))
                .map(decided -> decisions(decided)
                        .map(decision -> decision.getReason() == DecisionReason.OUTSIDE_LAYER)
                        .toList())
                .toList();
        // Then
        assertThat(reasons).allSatisfy(of -> assertThat(of).containsExactlyInAnyOrder(true, false));
        assertThat(reasons.stream().filter(of -> of.get(1)).count()).isBetween(150L, 250L);
    }

    @Test
    void keepsThoseToWhomItIsRolledOut() {
        // Given
        var day = Duration.ofDays(1);
        var early = new Ramp(List.of(new Ramp.Step(NOON.minus(day), new Share(2_000))));
        var late = new Ramp(
                List.of(new Ramp.Step(NOON.minus(day), new Share(2_000)), new Ramp.Step(NOON, new Share(6_000))));
        var coming = new Ramp(List.of(new Ramp.Step(NOON.plusMillis(1), new Share(10_000))));
        // When
        var inEarly = reached(early);
        var inLate = reached(late);
        // Then
        assertThat(inEarly).hasSizeBetween(60, 140);
        assertThat(inLate).hasSizeBetween(240, 360).containsAll(inEarly);
        assertThat(reached(coming)).isEmpty();
    }

    @Test
    void decidesByPriorityThenById() {
        // Given
        var campaigns = new Campaign[] {
            ranked("a", Priority.LOW),
            ranked("b", Priority.NORMAL),
            ranked("c", Priority.TRANSACTIONAL),
            ranked("d", Priority.NORMAL)
        };
        // When
        var decided = decide("customer-3", NEVER, campaigns);
        // Then: of all of them one may write
        assertThat(decisions(decided)).extracting(Decision::getCampaignId).containsExactly("c", "b", "d", "a");
        assertThat(decisions(decided).filter(decision -> decision.getReason() != DecisionReason.FREQUENCY_CAP))
                .extracting(Decision::getCampaignId)
                .containsExactly("c");
        assertThat(prompt(decide(NEVER, ranked("spring", Priority.LOW))).getPriority())
                .isEqualTo(PromptPriority.BULK);
    }

    private static List<Integer> reached(Ramp ramp) {
        var campaign = experiment("spring", new Layer("all", 0, 10_000), ramp);
        return IntStream.range(0, 500)
                .filter(n ->
                        decision(decide("customer-" + n, NEVER, campaign)).getReason() != DecisionReason.OUTSIDE_RAMP)
                .boxed()
                .toList();
    }

    private static Draft decide(DecisionHistory history, Campaign campaign) {
        return decide("customer-3", history, campaign);
    }

    private static Draft decide(String customerId, DecisionHistory history, Campaign... campaigns) {
        var step = new DecideStep(
                time -> new NoCatalog(),
                DecideStepTest.NOTHING_LEARNT,
                (templates, variables) -> new PromptWriter.Written("text", "fallback", List.of()),
                address -> Optional.empty(),
                new JacksonJson());
        var versions = Arrays.stream(campaigns)
                .map(campaign -> new Version<>(campaign, 1, 0))
                .toList();
        var evening = NOON.minus(Duration.ofHours(18)).toEpochMilli();
        var state = CustomerStates.edit(CustomerStates.firstSeen(0))
                .setSession(SessionState.newBuilder()
                        .setSessionId("now")
                        .setStartedAt(0)
                        .setLastAt(0)
                        .setEarlier(List.of(new PastSession("earlier", evening, evening, 1)))
                        .build())
                .build();
        return step.apply(
                Draft.of(customerId, viewed(), state, versions, history).with(profile()));
    }

    private static Pacing in(Window window) {
        return new Pacing(window, ReEntry.ALWAYS, List.of(), Delivery.AT_ONCE, Priority.NORMAL, false);
    }

    private static Pacing delivered(Delivery delivery) {
        return new Pacing(Window.ALWAYS, ReEntry.ALWAYS, List.of(), delivery, Priority.NORMAL, false);
    }

    private static Campaign paced(Pacing pacing) {
        return AssignmentTest.aCampaign("spring", 1, pacing);
    }

    private static Campaign ranked(String id, Priority priority) {
        var once = new FrequencyCap(1, new Per.Span(Duration.ofDays(1)), Scope.GLOBAL);
        return AssignmentTest.aCampaign(
                id, 1, new Pacing(Window.ALWAYS, ReEntry.ALWAYS, List.of(once), Delivery.AT_ONCE, priority, false));
    }

    private static Campaign experiment(String id, Layer layer, Ramp ramp) {
        var plain = AssignmentTest.campaign(id, 1);
        var experiment =
                new Experiment(plain.experiment().holdout(), plain.experiment().arms(), Optional.of(layer), ramp);
        return new Campaign(
                id,
                1,
                plain.kind(),
                plain.goal(),
                plain.trigger(),
                plain.audience(),
                plain.pacing(),
                experiment,
                plain.text());
    }

    private static Decision decision(Draft decided) {
        return decisions(decided).findFirst().orElseThrow();
    }

    private static Stream<Decision> decisions(Draft decided) {
        return decided.outputs().stream()
                .map(Output::value)
                .filter(Decision.class::isInstance)
                .map(Decision.class::cast);
    }

    private static Prompt prompt(Draft decided) {
        return decided.outputs().stream()
                .map(Output::value)
                .filter(Prompt.class::isInstance)
                .map(Prompt.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static DecisionHistory history(Exposure... exposures) {
        return new DecisionHistory(List.of(exposures));
    }

    private static Exposure exposure(String campaignId, Instant at) {
        return exposure(campaignId, at, "email");
    }

    private static Exposure exposure(String campaignId, Instant at, String channel) {
        return new Exposure(campaignId, at.toEpochMilli(), channel, 0L);
    }

    private static ReadEvent viewed() {
        return ReadEvent.newBuilder()
                .setMessageId("m-1")
                .setType(EventType.TRACK)
                .setName("Product Viewed")
                .setOccurredAt(NOON.toEpochMilli())
                .setReceivedAt(NOON.toEpochMilli())
                .setSourceId("web")
                .setWhole(true)
                .setFingerprint(ByteBuffer.allocate(0))
                .setProducts(List.of(Product.newBuilder()
                        .setProductId("lamp")
                        .setName("Lamp")
                        .build()))
                .build();
    }

    private static CustomerProfile profile() {
        return CustomerProfile.newBuilder()
                .setCustomerId("any")
                .setConsents(Map.of("marketing", true))
                .setEventCount(1)
                .setOrderCount(0)
                .setFirstSeenAt(NOON)
                .setLastSeenAt(NOON)
                .build();
    }
}
