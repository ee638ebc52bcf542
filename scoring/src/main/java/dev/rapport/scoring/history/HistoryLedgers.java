package dev.rapport.scoring.history;

import dev.rapport.schemas.PathTouchpoint;
import dev.rapport.scoring.experiment.MomentChanges;
import dev.rapport.scoring.metric.MetricChanges;
import dev.rapport.scoring.state.Exposures;
import dev.rapport.scoring.state.Goals;
import dev.rapport.scoring.state.Items;
import dev.rapport.scoring.state.Prompts;
import dev.rapport.scoring.state.Sessions;
import dev.rapport.scoring.state.Touchpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The ledgers of one customer, and what together they count. Ledgers are read when they are needed. */
final class HistoryLedgers {
    private final OpenLedger<Sessions, SessionLedger> sessions;
    private final OpenLedger<Touchpoints, TouchpointLedger> touchpoints;
    private final OpenLedger<Prompts, PromptLedger> prompts;
    private final OpenLedger<Goals, GoalLedger> goals;
    private final OpenLedger<Exposures, ExposureLedger> exposures;

    HistoryLedgers(ScoringRules rules, HistoryStores stores, String customerId) {
        sessions = new OpenLedger<>(stores.sessions(), customerId, SessionLedger::new);
        touchpoints = new OpenLedger<>(stores.touchpoints(), customerId, TouchpointLedger::new);
        prompts = new OpenLedger<>(stores.prompts(), customerId, PromptLedger::new);
        goals = new OpenLedger<>(stores.goals(), customerId, GoalLedger::new);
        exposures =
                new OpenLedger<>(stores.exposures(), customerId, remembered -> new ExposureLedger(rules, remembered));
    }

    SessionLedger sessions() {
        return sessions.get();
    }

    TouchpointLedger touchpoints() {
        return touchpoints.get();
    }

    PromptLedger prompts() {
        return prompts.get();
    }

    GoalLedger goals() {
        return goals.get();
    }

    ExposureLedger exposures() {
        return exposures.get();
    }

    /** All that conversions may be credited to. */
    List<PathTouchpoint> path() {
        return touchpoints().resolved(promptId -> prompts().find(promptId));
    }

    /** All that depends on whose the items are, with a sign. */
    void count(int sign, MetricChanges metrics, MomentChanges moments) {
        sessions().count(sign, metrics);
        prompts().count(sign, metrics);
        goals().count(sign, metrics);
        exposures().count(goals().reached(), sign, metrics, moments);
    }

    /** Adds items; {@link #evict()} must follow. */
    Items add(Items items, MetricChanges metrics) {
        sessions().addAll(items.getSessions(), metrics);
        touchpoints().addAll(items.getTouchpoints(), metrics);
        // They count nothing, and paths must not be longer than the bound.
        touchpoints().evict();
        prompts().addAll(items.getPrompts(), metrics);
        goals().addAll(items.getGoals(), metrics);
        exposures().addAll(items.getExposures(), metrics);
        return items;
    }

    /** Takes the items of some fragments out. */
    Items release(Predicate<String> isWanted) {
        return new Items(
                sessions().release(isWanted),
                touchpoints().release(isWanted),
                prompts().release(isWanted),
                goals().release(isWanted),
                exposures().release(isWanted));
    }

    /** Evicts what is above the bounds; it stays counted. */
    void evict() {
        sessions().evict();
        prompts().evict();
        settle();
        exposures().evict();
    }

    /** Evicts goal events above the bound; what they reached stays with the exposures. */
    void settle() {
        for (var evicted = goals().evictOldest(); evicted.isPresent(); evicted = goals().evictOldest()) {
            exposures().settle(evicted.get());
        }
    }

    /** Writes the ledgers that changed: all of them, or, where one cannot be written, none. */
    void save() {
        var saved = new ArrayList<OpenLedger<?, ?>>();
        try {
            for (var ledger : List.of(sessions, touchpoints, prompts, goals, exposures)) {
                ledger.save();
                saved.add(ledger);
            }
        } catch (RuntimeException e) {
            saved.forEach(OpenLedger::restore);
            throw e;
        }
    }
}
