package dev.rapport.enrichment.customer.absence;

import dev.rapport.enrichment.state.AwaitedAbsence;
import dev.rapport.enrichment.state.CampaignAbsences;
import dev.rapport.enrichment.state.ReadEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of one campaign.
 *
 * @param evicted absences that had to make room
 */
record CampaignLog(CampaignAbsences state, int evicted) {
    /** Absences of one fragment that a campaign waits for; of more, the latest. */
    static final int MAX_AWAITED = 5;

    /** Times that are remembered; of more, the latest. */
    static final int MAX_TIMES = 20;

    /** What senders deliver in batches comes later than it happens. */
    private static final Duration MAX_GRACE = Duration.ofMinutes(1);

    private static final int GRACE_SHARE = 10;

    /** By event time; of two at the same time the later one is that with the greater ids. */
    static final Comparator<AwaitedAbsence> BY_TIME = Comparator.<AwaitedAbsence>comparingLong(
                    one -> one.getEvent().getOccurredAt())
            .thenComparing(one -> one.getEvent().getSourceId())
            .thenComparing(one -> one.getEvent().getMessageId());

    /** @param state null where nothing is known */
    static CampaignLog of(String campaignId, @Nullable CampaignAbsences state) {
        return new CampaignLog(
                state == null ? new CampaignAbsences(campaignId, List.of(), List.of(), List.of()) : state, 0);
    }

    /** Something happened whose absence is waited for. */
    CampaignLog ended(long at) {
        return with(state.getStartedAt(), with(state.getEndedAt(), at), state.getAwaited());
    }

    /** Something happened that starts the wait. */
    CampaignLog started(ReadEvent event, Duration lasting) {
        var at = event.getOccurredAt();
        var absentAt = at + lasting.toMillis();
        var received = Math.max(event.getReceivedAt(), event.getRedrivenAt());
        var grace = Math.min(lasting.toMillis() / GRACE_SHARE, MAX_GRACE.toMillis());
        var awaited = new AwaitedAbsence(facts(event), absentAt, Math.max(absentAt, received) + grace);
        return with(
                with(state.getStartedAt(), at),
                state.getEndedAt(),
                Stream.concat(state.getAwaited().stream(), Stream.of(awaited)).toList());
    }

    CampaignLog and(CampaignAbsences other) {
        var started = new ArrayList<>(state.getStartedAt());
        started.addAll(other.getStartedAt());
        var ended = new ArrayList<>(state.getEndedAt());
        ended.addAll(other.getEndedAt());
        return with(
                bounded(started),
                bounded(ended),
                Stream.concat(state.getAwaited().stream(), other.getAwaited().stream())
                        .toList());
    }

    /** Without what is due up to a time. */
    CampaignLog after(long time) {
        return with(
                state.getStartedAt(),
                state.getEndedAt(),
                state.getAwaited().stream().filter(one -> one.getDueAt() > time).toList());
    }

    /**
     * Whether something that is known here follows the start of an absence: another start in its time, or what is waited for
     * in its time or after it, as a customer who did it a moment too late is not reminded of it.
     */
    static boolean follows(CampaignAbsences known, AwaitedAbsence absence) {
        var from = absence.getEvent().getOccurredAt();
        return known.getEndedAt().stream().anyMatch(at -> at >= from)
                || known.getStartedAt().stream().anyMatch(at -> at > from && at <= absence.getAbsentAt())
                || known.getAwaited().stream()
                        .anyMatch(other ->
                                other.getEvent().getOccurredAt() == from && BY_TIME.compare(other, absence) > 0);
    }

    private CampaignLog with(List<Long> startedAt, List<Long> endedAt, List<AwaitedAbsence> awaited) {
        var all = new CampaignAbsences(state.getCampaignId(), startedAt, endedAt, awaited);
        var left = awaited.stream()
                .filter(one -> !follows(all, one))
                .sorted(BY_TIME)
                .toList();
        var over = Math.max(0, left.size() - MAX_AWAITED);
        return new CampaignLog(
                new CampaignAbsences(state.getCampaignId(), startedAt, endedAt, left.subList(over, left.size())),
                evicted + over);
    }

    private static List<Long> with(List<Long> times, long at) {
        var more = new ArrayList<>(times);
        more.add(at);
        return bounded(more);
    }

    private static List<Long> bounded(List<Long> times) {
        var sorted = times.stream().distinct().sorted().toList();
        return sorted.subList(Math.max(0, sorted.size() - MAX_TIMES), sorted.size());
    }

    /** What a prompt may name; consent and moves were seen to when it came. */
    private static ReadEvent facts(ReadEvent event) {
        return ReadEvent.newBuilder(event).setConsent(null).setAwaits(null).build();
    }
}
