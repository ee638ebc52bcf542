package dev.rapport.scoring.history;

import dev.rapport.schemas.Conversion;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.PathTouchpoint;
import dev.rapport.schemas.id.DerivedId;
import dev.rapport.scoring.attribution.LastTouch;
import dev.rapport.scoring.attribution.Path;
import dev.rapport.scoring.attribution.PathModel;
import dev.rapport.scoring.history.ReachedGoal.Cause;
import dev.rapport.scoring.state.GoalEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Conversions of one customer: every {@link ReachedGoal}, at its earliest event, with the amount that stands and the path
 * that led to it. It is written again under the same id whenever something that arrives later changes order or path, so that
 * the last one written does not depend on the order of arrival. Keeps nothing.
 */
final class ConversionWriter {
    /** Whose credits a conversion carries; other models follow from its path. */
    private static final PathModel SERVED = new LastTouch();

    private final String customerId;
    private final ScoringRules rules;
    private final List<Conversion> written = new ArrayList<>();

    ConversionWriter(String customerId, ScoringRules rules) {
        this.customerId = customerId;
        this.rules = rules;
    }

    /** Conversions in the order they must be written. */
    List<Conversion> written() {
        return written;
    }

    /** Writes the conversion that a goal event belongs to, which is recorded by now. */
    void write(GoalEvent event, GoalLedger goals, List<PathTouchpoint> touchpoints) {
        var events = new ArrayList<>(goals.events(Cause.of(event)));
        if (events.stream().noneMatch(known -> known.getMessageId().equals(event.getMessageId()))) {
            // Older than all that are remembered: nothing else is known of its order.
            events.add(event);
        }
        write(events, touchpoints);
    }

    /** Writes the conversions again whose path has a touchpoint that is new or known better. */
    void rewrite(GoalLedger goals, List<PathTouchpoint> touchpoints, Predicate<PathTouchpoint> isChanged) {
        for (var events : goals.causes()) {
            if (path(events, touchpoints).touchpoints().stream().anyMatch(isChanged)) {
                write(events, touchpoints);
            }
        }
    }

    /** All conversions as they are now, by id. */
    Map<String, Conversion> all(GoalLedger goals, List<PathTouchpoint> touchpoints) {
        var conversions = new TreeMap<String, Conversion>();
        for (var events : goals.causes()) {
            var conversion = conversion(events, touchpoints);
            conversions.put(conversion.getConversionId(), conversion);
        }
        return conversions;
    }

    /** Writes what differs from before; what is gone is retracted. */
    void writeChanges(Map<String, Conversion> before, Map<String, Conversion> now) {
        before.forEach((id, conversion) -> {
            if (!now.containsKey(id)) {
                written.add(Conversion.newBuilder(conversion).setRetracted(true).build());
            }
        });
        now.forEach((id, conversion) -> {
            if (!conversion.equals(before.get(id))) {
                written.add(conversion);
            }
        });
    }

    private void write(List<GoalEvent> events, List<PathTouchpoint> touchpoints) {
        written.add(conversion(events, touchpoints));
    }

    private Conversion conversion(List<GoalEvent> events, List<PathTouchpoint> touchpoints) {
        var first = first(events);
        var order = first.getOrderId();
        var reached = ReachedGoal.of(events);
        var path = path(events, touchpoints);
        return new Conversion(
                DerivedId.conversion(customerId, first.getGoal(), order == null ? first.getMessageId() : order),
                customerId,
                first.getUserId(),
                first.getGoal(),
                first.getMessageId(),
                order,
                revenue(reached),
                path.touchpoints(),
                SERVED.credits(path),
                path.convertedAt(),
                false);
    }

    private Path path(List<GoalEvent> events, List<PathTouchpoint> touchpoints) {
        return Path.to(
                Instant.ofEpochMilli(ReachedGoal.of(events).at()),
                first(events).getMessageId(),
                touchpoints,
                rules.lookback());
    }

    /** The amount that stands, in the currency of its earliest line. */
    private static @Nullable Money revenue(ReachedGoal reached) {
        if (reached.standing().isEmpty()) {
            return null;
        }
        var currency = Objects.requireNonNull(reached.standing().get(0).getCurrency());
        return new Money(reached.revenueMinor().getOrDefault(currency, 0L), currency);
    }

    private static GoalEvent first(List<GoalEvent> events) {
        return events.stream().min(ReachedGoal.BY_TIME).orElseThrow();
    }
}
