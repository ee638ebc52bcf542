package dev.rapport.scoring.history;

import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.id.DerivedId;
import dev.rapport.scoring.attribution.LastTouch;
import dev.rapport.scoring.attribution.Touchpoint;
import dev.rapport.scoring.history.ReachedGoal.Cause;
import dev.rapport.scoring.state.GoalEvent;
import dev.rapport.scoring.state.SeenTouchpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Conversions of one customer: every {@link ReachedGoal}, at its earliest event and with the amount that stands. It is
 * written again under the same id whenever something that arrives later changes it, so that the last one written does
 * not depend on the order of arrival. Reads the ledgers, keeps nothing.
 */
final class ConversionWriter {
    private final ScoringRules rules;
    private final ExposureLedger exposures;
    private final PromptLedger prompts;
    private final List<SeenTouchpoint> touchpoints;
    private final List<Conversion> written = new ArrayList<>();

    ConversionWriter(
            ScoringRules rules, ExposureLedger exposures, PromptLedger prompts, List<SeenTouchpoint> touchpoints) {
        this.rules = rules;
        this.exposures = exposures;
        this.prompts = prompts;
        this.touchpoints = touchpoints;
    }

    /** Conversions in the order they have to be written. */
    List<Conversion> written() {
        return written;
    }

    /** Writes the conversion that a goal event belongs to; the ledger has taken the event. */
    void reached(String customerId, GoalEvent event) {
        var cause = Cause.of(event);
        var events = new ArrayList<>(exposures.goals().stream()
                .filter(known -> Cause.of(known).equals(cause))
                .toList());
        if (!events.contains(event)) {
            // Older than all that are remembered: nothing else is known of its order.
            events.add(event);
        }
        write(customerId, events, attributable());
    }

    /** Writes the conversions that a touchpoint takes over, which is remembered by now. */
    void touched(String customerId, SeenTouchpoint touchpoint) {
        var isLate = exposures.goals().stream().anyMatch(goal -> goal.getOccurredAt() >= touchpoint.getOccurredAt());
        if (isLate) {
            writeAgain(
                    customerId,
                    touch -> touch.messageId().equals(touchpoint.getMessageId())
                            && Objects.equals(touch.promptId(), touchpoint.getPromptId()));
        }
    }

    /** Writes the conversions credited to a prompt, whose campaign is known by now. */
    void resolved(String customerId, String promptId) {
        if (touchpoints.stream().anyMatch(touch -> promptId.equals(touch.getPromptId()))) {
            writeAgain(customerId, touch -> promptId.equals(touch.promptId()));
        }
    }

    private void writeAgain(String customerId, Predicate<Touchpoint> isCredited) {
        Map<Cause, List<GoalEvent>> orders = new LinkedHashMap<>();
        for (var event : exposures.goals()) {
            orders.computeIfAbsent(Cause.of(event), cause -> new ArrayList<>()).add(event);
        }
        var touches = attributable();
        for (var events : orders.values()) {
            var first = first(events);
            var at = ReachedGoal.of(events).at();
            var credited = LastTouch.last(touches, first.getMessageId(), at, rules.lookback());
            if (credited.filter(isCredited).isPresent()) {
                write(customerId, events, touches);
            }
        }
    }

    private void write(String customerId, List<GoalEvent> events, List<Touchpoint> touches) {
        var first = first(events);
        var order = first.getOrderId();
        var reached = ReachedGoal.of(events);
        written.add(new Conversion(
                DerivedId.conversion(customerId, first.getGoal(), order == null ? first.getMessageId() : order),
                customerId,
                first.getGoal(),
                first.getMessageId(),
                order,
                revenue(reached),
                List.of(),
                LastTouch.credits(touches, first.getMessageId(), reached.at(), rules.lookback()),
                Instant.ofEpochMilli(reached.at())));
    }

    /** The amount that stands, in the currency of its earliest line. */
    private static @Nullable Money revenue(ReachedGoal reached) {
        if (reached.standing().isEmpty()) {
            return null;
        }
        var currency = Objects.requireNonNull(reached.standing().get(0).getCurrency());
        return new Money(reached.revenueMinor().getOrDefault(currency, 0L), currency);
    }

    private static GoalEvent first(Collection<GoalEvent> events) {
        return events.stream().min(ReachedGoal.BY_TIME).orElseThrow();
    }

    /** Touchpoints with the campaign that is known by now. */
    private List<Touchpoint> attributable() {
        return touchpoints.stream().map(this::attributable).toList();
    }

    private Touchpoint attributable(SeenTouchpoint seen) {
        var promptId = seen.getPromptId();
        var prompt = promptId == null ? null : prompts.find(promptId).orElse(null);
        if (prompt == null || prompt.getCampaignId() == null) {
            var source = promptId == null ? seen.getSource() : CustomerHistory.UNKNOWN_SOURCE;
            return new Touchpoint(seen.getMessageId(), seen.getOccurredAt(), source, promptId, null, null);
        }
        var campaign = prompt.getCampaignId();
        return new Touchpoint(seen.getMessageId(), seen.getOccurredAt(), campaign, promptId, campaign, prompt.getArm());
    }
}
