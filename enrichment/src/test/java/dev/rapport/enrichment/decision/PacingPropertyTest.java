package dev.rapport.enrichment.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.campaign.Audience;
import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.campaign.DailyHours;
import dev.rapport.enrichment.campaign.Delivery;
import dev.rapport.enrichment.campaign.FrequencyCap;
import dev.rapport.enrichment.campaign.FrequencyCap.Per;
import dev.rapport.enrichment.campaign.FrequencyCap.Scope;
import dev.rapport.enrichment.campaign.Pacing;
import dev.rapport.enrichment.campaign.Priority;
import dev.rapport.enrichment.campaign.ReEntry;
import dev.rapport.enrichment.campaign.SendAt;
import dev.rapport.enrichment.campaign.Window;
import dev.rapport.enrichment.decision.PacingStream.Sent;
import dev.rapport.enrichment.decision.PacingStream.Told;
import dev.rapport.enrichment.decision.PacingStream.Trigger;
import dev.rapport.schemas.DecisionReason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random triggers, late and repeated, of customers all over the world in the weeks in which clocks are set: each decision is
 * what counting by hand says, and what is promised of messages holds for all of them.
 */
class PacingPropertyTest {
    private static final FrequencyCap TWO_A_DAY = new FrequencyCap(2, new Per.LocalDay(), Scope.GLOBAL);
    private static final FrequencyCap FOUR_MAILS = new FrequencyCap(4, new Per.Span(Duration.ofDays(5)), Scope.CHANNEL);
    private static final FrequencyCap OWN = FrequencyCap.ofCampaign(2, Duration.ofHours(40));
    private static final DailyHours NIGHT = new DailyHours(LocalTime.of(20, 30), LocalTime.of(8, 0));

    /** By their ids; they decide in the order of their priorities. */
    private static final List<Campaign> CAMPAIGNS = List.of(
            campaign("cart", "email", Priority.HIGH),
            campaign("digest", "email", Priority.LOW),
            campaign("news", "push", Priority.NORMAL));

    private static final List<Campaign> IN_ORDER = List.of(CAMPAIGNS.get(0), CAMPAIGNS.get(2), CAMPAIGNS.get(1));

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 2_026})
    void decidesAsCountingByHandDoes(long seed) {
        // Given
        var stream = PacingStream.random(new Random(seed));
        // When
        var told = stream.decide(CAMPAIGNS);
        // Then
        assertThat(told).isEqualTo(byHand(stream.triggers()));
        assertThat(told)
                .extracting(Told::reason)
                .contains(
                        DecisionReason.SENT,
                        DecisionReason.HOLDOUT,
                        DecisionReason.FREQUENCY_CAP,
                        DecisionReason.TRIGGER_TOO_OLD,
                        DecisionReason.DUPLICATE_TRIGGER);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 17, 99})
    void keepsItsPromises(long seed) {
        // Given
        var stream = PacingStream.random(new Random(seed));
        // When
        var told = stream.decide(CAMPAIGNS);
        // Then: nothing is delivered at night
        assertThat(stream.sent()).hasSizeGreaterThan(100).allSatisfy(sent -> assertThat(
                        isNight(LocalTime.from(sent.deliverAt().atZone(sent.zone()))))
                .isFalse());
        assertThat(stream.sent()).filteredOn(Sent::isHeld).hasSizeGreaterThan(20);
        // one prompt for each trigger
        assertThat(stream.sent()).extracting(Sent::promptId).doesNotHaveDuplicates();
        // who is held out of a campaign is never written to
        var held = told.stream()
                .filter(one -> one.reason() == DecisionReason.HOLDOUT)
                .map(one -> one.campaignId() + " " + one.customerId())
                .collect(Collectors.toSet());
        assertThat(held).isNotEmpty();
        assertThat(stream.sent())
                .extracting(sent -> sent.campaignId() + " " + sent.customerId())
                .doesNotContainAnyElementsOf(held);
        // no cap is exceeded
        stream.sent().stream()
                .collect(Collectors.groupingBy(Sent::customerId))
                .values()
                .forEach(ofOne -> {
                    assertAtMost(2, ofOne, sent -> sent.countedAt()
                            .atZone(sent.zone())
                            .toLocalDate());
                    ofOne.stream()
                            .collect(Collectors.groupingBy(Sent::channel))
                            .values()
                            .forEach(ofChannel -> assertApart(ofChannel, 4, Duration.ofDays(5)));
                    ofOne.stream()
                            .collect(Collectors.groupingBy(Sent::campaignId))
                            .values()
                            .forEach(ofCampaign -> assertApart(ofCampaign, 2, Duration.ofHours(40)));
                });
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 77})
    void decidesTheSameHoweverCustomersInterleave(long seed) {
        // Given
        var random = new Random(seed);
        var stream = PacingStream.random(random);
        var shuffled = stream.interleaved(random);
        // When
        var one = stream.decide(CAMPAIGNS);
        var other = shuffled.decide(CAMPAIGNS);
        // Then
        assertThat(shuffled.triggers()).isNotEqualTo(stream.triggers());
        assertThat(other.stream().collect(Collectors.groupingBy(Told::customerId)))
                .isEqualTo(one.stream().collect(Collectors.groupingBy(Told::customerId)));
        assertThat(new HashSet<>(shuffled.sent())).isEqualTo(new HashSet<>(stream.sent()));
    }

    /** Every decision, by going through all that was decided before. */
    private static List<Told> byHand(List<Trigger> triggers) {
        var told = new ArrayList<Told>();
        var exposed = new ArrayList<Sent>();
        var exposes = EnumSet.of(DecisionReason.SENT, DecisionReason.HOLDOUT);
        for (var trigger : triggers) {
            for (var campaign : IN_ORDER) {
                var sent = Sent.of(trigger, campaign, walkedOutOfTheNight(trigger));
                var reason = byHand(trigger, campaign, sent, exposed);
                told.add(new Told(trigger.customerId(), trigger.messageId(), campaign.id(), reason));
                if (exposes.contains(reason)) {
                    exposed.add(sent);
                }
            }
        }
        return told;
    }

    private static DecisionReason byHand(Trigger trigger, Campaign campaign, Sent next, List<Sent> exposed) {
        if (Duration.between(trigger.occurredAt(), trigger.receivedAt()).compareTo(Duration.ofHours(1)) > 0) {
            return DecisionReason.TRIGGER_TOO_OLD;
        }
        var ofOne = exposed.stream()
                .filter(sent -> sent.customerId().equals(trigger.customerId()))
                .toList();
        var ofCampaign = ofOne.stream()
                .filter(sent -> sent.campaignId().equals(campaign.id()))
                .toList();
        if (ofCampaign.stream().anyMatch(sent -> sent.promptId().equals(next.promptId()))) {
            return DecisionReason.DUPLICATE_TRIGGER;
        }
        var near = ofCampaign.stream()
                .filter(sent -> apart(sent, next).compareTo(Duration.ofHours(40)) < 0)
                .count();
        var mails = ofOne.stream()
                .filter(sent -> sent.channel().equals(next.channel()))
                .filter(sent -> apart(sent, next).compareTo(Duration.ofDays(5)) < 0)
                .count();
        var today = ofOne.stream().filter(sent -> day(sent).equals(day(next))).count();
        if (near >= 2 || mails >= 4 || today >= 2) {
            return DecisionReason.FREQUENCY_CAP;
        }
        return Assignment.of(campaign, trigger.customerId()).isHoldout() ? DecisionReason.HOLDOUT : DecisionReason.SENT;
    }

    private static Duration apart(Sent one, Sent other) {
        return Duration.between(one.countedAt(), other.countedAt()).abs();
    }

    private static LocalDate day(Sent sent) {
        return sent.countedAt().atZone(sent.zone()).toLocalDate();
    }

    private static Instant walkedOutOfTheNight(Trigger trigger) {
        var at = trigger.receivedAt();
        while (isNight(LocalTime.from(at.atZone(trigger.zone())))) {
            at = at.plusSeconds(60);
        }
        return at;
    }

    private static boolean isNight(LocalTime time) {
        return time.getHour() < 8 || time.getHour() > 20 || (time.getHour() == 20 && time.getMinute() >= 30);
    }

    private static <T> void assertAtMost(int max, List<Sent> sent, Function<Sent, T> group) {
        assertThat(sent.stream().collect(Collectors.groupingBy(group)).values())
                .allSatisfy(together -> assertThat(together).hasSizeLessThanOrEqualTo(max));
    }

    private static void assertApart(List<Sent> sent, int max, Duration span) {
        var times = sent.stream()
                .map(Sent::countedAt)
                .sorted(Comparator.naturalOrder())
                .toList();
        for (var n = max; n < times.size(); n++) {
            assertThat(Duration.between(times.get(n - max), times.get(n))).isGreaterThanOrEqualTo(span);
        }
    }

    private static Campaign campaign(String id, String channel, Priority priority) {
        var plain = AssignmentTest.campaign(id, 1);
        var delivery = new Delivery(
                Optional.of(NIGHT), SendAt.AT_ONCE, Optional.empty(), Optional.of(ZoneId.of("America/New_York")));
        var pacing = new Pacing(
                Window.ALWAYS, ReEntry.ALWAYS, List.of(OWN, FOUR_MAILS, TWO_A_DAY), delivery, priority, false);
        return new Campaign(
                id,
                1,
                plain.kind(),
                plain.goal(),
                plain.trigger(),
                new Audience(channel, "marketing"),
                pacing,
                plain.experiment(),
                plain.text());
    }
}
