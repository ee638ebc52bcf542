package dev.rapport.quickstart.report;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.Decision;
import dev.rapport.schemas.DecisionReason;
import dev.rapport.schemas.EnrichedEvent;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.RejectedEvent;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.ReplyOutcome;
import dev.rapport.schemas.event.StandardEvents;
import dev.rapport.schemas.id.ConflictId;
import dev.rapport.schemas.topic.RejectionStage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the topics hold, as far as it has been read: every identifier with how often it was seen. However long it runs,
 * its memory is bounded: identifiers that are accounted for are counted and, the oldest first, forgotten. What is open
 * or wrong is kept. An event that is sent again after so many others is taken for a new one. Not thread-safe.
 */
public final class TopicLedger {
    /** Remembered of a kind before any is forgotten. */
    private static final int MAX_REMEMBERED = 200_000;

    /**
     * First time that a campaign decided for or held back from a customer.
     *
     * @param userId the customer as a known user, null for one who is anonymous
     * @param arm    the arm, {@code holdout} for a customer held out
     */
    public record Exposure(
            String campaignId, String customerId, @Nullable String userId, String arm, boolean sent, Instant at) {}

    private final Tally captured = new Tally();
    private final Tally enriched = new Tally();

    /** Message ids as they were captured of events that were enriched as conflicts, under ids of their own. */
    private final Tally conflicts = new Tally();

    private final Tally rejectedAfterCapture = new Tally();
    private final Tally deadLetters = new Tally();
    private final Tally sentDecisions = new Tally();
    private final Tally decisions = new Tally();
    private final Tally prompts = new Tally();
    private final Tally replies = new Tally();
    private final ConversionTally conversions = new ConversionTally();
    private final Map<String, Long> rejectedByReason = new TreeMap<>();
    private final Map<DecisionReason, Long> decisionsByReason = new EnumMap<>(DecisionReason.class);
    private final Map<ReplyOutcome, Long> repliesByOutcome = new EnumMap<>(ReplyOutcome.class);
    private final Map<String, Exposure> firstExposures = new LinkedHashMap<>();
    private final Tally opened = new Tally();
    private final Tally clicked = new Tally();
    private final int most;
    private final Latencies latencies = new Latencies();
    private @Nullable Instant firstTriggerAt;
    private @Nullable Instant lastReplyAt;
    private @Nullable Instant firstReplyAt;
    private long tokens;

    public TopicLedger() {
        this(MAX_REMEMBERED);
    }

    /** @param most identifiers of a kind that are remembered before half of them are forgotten; at least 2 */
    TopicLedger(int most) {
        this.most = most;
    }

    /** An event that capture took in; what is left of one that it rejected is counted there. */
    public void captured(CapturedEvent event) {
        if (event.getWithdrawal() == null) {
            captured.add(event.getMessageId());
        }
    }

    /** An event that counted. */
    public void enriched(EnrichedEvent event) {
        if (!enriched.has(event.getMessageId())) {
            ConflictId.captured(event.getMessageId()).ifPresent(conflicts::add);
        }
        enriched.add(event.getMessageId());
        if (event.getPromptId() != null && event.getName() != null) {
            switch (event.getName()) {
                case StandardEvents.EMAIL_OPENED -> opened.add(event.getPromptId());
                case StandardEvents.EMAIL_LINK_CLICKED -> clicked.add(event.getPromptId());
                default -> {
                    // Other engagements are scoring's to count.
                }
            }
        }
    }

    /** An event that broke a rule. */
    public void rejected(RejectedEvent event) {
        rejectedByReason.merge(event.getReason().name(), 1L, Long::sum);
        if (!RejectionStage.CAPTURE.rejected(event) && event.getMessageId() != null) {
            rejectedAfterCapture.add(event.getMessageId());
        }
    }

    /** @param messageId of the captured event that it is, null when it is none */
    public void deadLetter(String topic, @Nullable String messageId) {
        deadLetters.add(messageId == null ? topic : messageId);
    }

    /** A campaign's decision. */
    public void decided(Decision decision) {
        decisions.add(decision.getDecisionId());
        decisionsByReason.merge(decision.getReason(), 1L, Long::sum);
        var sent = decision.getReason() == DecisionReason.SENT;
        if (sent) {
            sentDecisions.add(decision.getPromptId() == null ? decision.getDecisionId() : decision.getPromptId());
        }
        if (sent || decision.getReason() == DecisionReason.HOLDOUT) {
            var exposure = new Exposure(
                    decision.getCampaignId(),
                    decision.getCustomerId(),
                    decision.getUserId(),
                    decision.getArm() == null ? "" : decision.getArm(),
                    sent,
                    decision.getDecidedAt());
            firstExposures.merge(
                    decision.getCampaignId() + "\n" + decision.getCustomerId(),
                    exposure,
                    (known, other) -> other.at().isBefore(known.at()) ? other : known);
        }
    }

    /** A prompt that was written. */
    public void prompted(Prompt prompt) {
        prompts.add(prompt.getPromptId());
    }

    /** @param appendedAt when Kafka took it, wall clock of the broker */
    public void replied(Reply reply, Instant appendedAt) {
        replies.add(reply.getPromptId());
        repliesByOutcome.merge(reply.getOutcome(), 1L, Long::sum);
        reply.getCandidates().forEach(candidate -> tokens += candidate.getTokens());
        if (firstReplyAt == null || appendedAt.isBefore(firstReplyAt)) {
            firstReplyAt = appendedAt;
        }
        if (lastReplyAt == null || appendedAt.isAfter(lastReplyAt)) {
            lastReplyAt = appendedAt;
        }
        var triggeredAt = reply.getTriggerReceivedAt();
        if (firstTriggerAt == null || triggeredAt.isBefore(firstTriggerAt)) {
            firstTriggerAt = triggeredAt;
        }
        latencies.add(appendedAt.toEpochMilli() - triggeredAt.toEpochMilli());
    }

    /** A conversion that scoring found, found again or retracted. */
    public void converted(Conversion conversion) {
        conversions.add(conversion);
    }

    /** Forgets what is accounted for where there is much of it; to be called now and then. */
    void forgetSettled() {
        if (captured.isCrowded(most)) {
            forget(
                    captured.oldest(most / 2, this::isEventSettled),
                    captured,
                    enriched,
                    conflicts,
                    rejectedAfterCapture,
                    deadLetters);
        }
        // Never captured under that id.
        if (enriched.isCrowded(most)) {
            forget(enriched.oldest(most / 2, this::isSettledConflict), enriched);
        }
        if (conflicts.isCrowded(most)) {
            forget(conflicts.oldest(most / 2, id -> !captured.has(id)), conflicts);
        }
        if (prompts.isCrowded(most)) {
            forget(prompts.oldest(most / 2, this::isPromptSettled), prompts, sentDecisions, replies);
        }
        if (decisions.isCrowded(most)) {
            forget(decisions.oldest(most / 2, decisions::once), decisions);
        }
        conversions.forgetSettled(most);
        for (var tally : List.of(opened, clicked)) {
            if (tally.isCrowded(most)) {
                forget(tally.oldest(most / 2, id -> true), tally);
            }
        }
    }

    /** Whether an event was seen in the topics and has not been forgotten. */
    public boolean isCaptured(String messageId) {
        return captured.has(messageId);
    }

    private boolean isEventSettled(String id) {
        var refused = rejectedAfterCapture.has(id) || deadLetters.has(id);
        if (isCounted(id)) {
            return !enriched.isRepeated(id) && (!refused || mayDiffer(id));
        }
        return refused;
    }

    private boolean isSettledConflict(String id) {
        return ConflictId.captured(id).isPresent() && enriched.once(id) && !captured.has(id);
    }

    /** Whether an event that was captured under an id was enriched, under that id or as a conflict. */
    boolean isCounted(String messageId) {
        return enriched.has(messageId) || conflicts.has(messageId);
    }

    /** Whether several events were captured under an id: they may be of different outcome, as they may say different things. */
    boolean mayDiffer(String messageId) {
        return captured.isRepeated(messageId);
    }

    private boolean isPromptSettled(String id) {
        return sentDecisions.has(id) && prompts.once(id) && replies.once(id);
    }

    private static void forget(List<String> ids, Tally... tallies) {
        for (var tally : tallies) {
            ids.forEach(tally::forget);
        }
    }

    Tally captured() {
        return captured;
    }

    Tally enriched() {
        return enriched;
    }

    /** Captured again under an id, less what said something else and counted as well. */
    long duplicateCount() {
        return captured.total() - captured.distinct() - conflicts.total();
    }

    Tally rejectedAfterCapture() {
        return rejectedAfterCapture;
    }

    Tally deadLetters() {
        return deadLetters;
    }

    Tally decisions() {
        return decisions;
    }

    Tally sentDecisions() {
        return sentDecisions;
    }

    Tally prompts() {
        return prompts;
    }

    Tally replies() {
        return replies;
    }

    ConversionTally conversions() {
        return conversions;
    }

    /** Replies so far. */
    public long replyCount() {
        return replies.total();
    }

    /** From the first event that was replied to, to the last reply; 0 without any. */
    double replySeconds() {
        return firstTriggerAt == null || lastReplyAt == null
                ? 0
                : Duration.between(firstTriggerAt, lastReplyAt).toMillis() / 1000.0;
    }

    /** When Kafka took the first reply. */
    public Optional<Instant> firstReplyAt() {
        return Optional.ofNullable(firstReplyAt);
    }

    /** Conversions that stand so far. */
    public long conversionCount() {
        return conversions.distinct();
    }

    /** Records read so far: grows as long as anything happens. */
    public long recordCount() {
        return captured.total()
                + enriched.total()
                + decisions.total()
                + prompts.total()
                + replies.total()
                + conversions.distinct();
    }

    /** First exposures of every campaign and customer. */
    public Collection<Exposure> firstExposures() {
        return firstExposures.values();
    }

    Map<String, Long> rejectedByReason() {
        return rejectedByReason;
    }

    Map<DecisionReason, Long> decisionsByReason() {
        return decisionsByReason;
    }

    long replies(ReplyOutcome outcome) {
        return repliesByOutcome.getOrDefault(outcome, 0L);
    }

    Latencies latencies() {
        return latencies;
    }

    long tokens() {
        return tokens;
    }

    long openedCount() {
        return opened.distinct();
    }

    long clickedCount() {
        return clicked.distinct();
    }

    long creditedConversionCount() {
        return conversions.credited();
    }
}
