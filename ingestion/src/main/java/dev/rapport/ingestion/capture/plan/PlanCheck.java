package dev.rapport.ingestion.capture.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.ingestion.capture.Gate;
import dev.rapport.ingestion.capture.IncomingEvent;
import dev.rapport.ingestion.capture.json.JsonItemReader;
import dev.rapport.ingestion.capture.plan.PlanSchema.Broken;
import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.WatchedFile;
import dev.rapport.runtime.value.Outcome;
import dev.rapport.schemas.EventFlag;
import dev.rapport.schemas.RejectionReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Holds events against the tracking plan in force. Thread-safe. */
public final class PlanCheck implements Gate.Plan {
    private static final String SETTING = "ingestion.plan.file";
    private static final String UNPLANNED = "unplanned";

    private final Supplier<TrackingPlan> plan;
    private final PlanMeters meters;

    PlanCheck(Supplier<TrackingPlan> plan, PlanMeters meters) {
        this.plan = plan;
        this.meters = meters;
    }

    /** The plan of {@code ingestion.plan.file}, read again when it changes; empty where there is none. */
    public static Optional<Gate.Plan> from(ConfigReader in, PlanMeters meters) {
        var file = in.optionalText(
                SETTING,
                "File with the tracking plan, YAML or JSON: JSON Schemas by name of event. Read again when it changes.");
        return in.build(
                () -> file.map(path -> new PlanCheck(open(Path.of(path), meters)::current, meters)), Optional::empty);
    }

    private static WatchedFile<TrackingPlan> open(Path file, PlanMeters meters) {
        try {
            return WatchedFile.open(file, PlanReader::read, meters::refused);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(SETTING + "=" + e.getMessage(), e);
        }
    }

    @Override
    public Outcome<IncomingEvent, RejectionReason> check(IncomingEvent event) {
        var inForce = plan.get();
        var planned = inForce.find(event);
        if (planned.isEmpty()) {
            return inForce.mustHave(event)
                    ? violated(
                            event,
                            UNPLANNED,
                            new Broken(UNPLANNED, "", "it is not in the tracking plan"),
                            inForce.unplanned())
                    : Outcome.accepted(event);
        }
        return broken(planned.get(), event)
                .map(rule -> violated(
                        event, planned.get().label(), rule, planned.get().action()))
                .orElseGet(() -> Outcome.accepted(event));
    }

    private Outcome<IncomingEvent, RejectionReason> violated(
            IncomingEvent event, String label, Broken rule, PlanAction action) {
        meters.violated(label, rule.keyword(), action);
        return switch (action) {
            case REJECT -> Outcome.rejected(RejectionReason.PLAN_VIOLATION, detail(event, rule));
            case FLAG -> Outcome.accepted(event.flagged(EventFlag.PLAN_VIOLATED));
            case IGNORE -> Outcome.accepted(event);
        };
    }

    private static String detail(IncomingEvent event, Broken rule) {
        var name = event.name() == null ? event.type().name() : "event " + event.name();
        return rule.keyword().equals(UNPLANNED)
                ? name + " is not in the tracking plan"
                : name + ": " + rule.path() + " breaks the rule " + rule.detail() + " of the tracking plan";
    }

    private static Optional<Broken> broken(PlannedEvent planned, IncomingEvent event) {
        if (planned.schemas().isEmpty()) {
            return Optional.empty();
        }
        try {
            return planned.check(tree(event));
        } catch (RuntimeException e) {
            // A fault of the validator is no reason to refuse the request; it is counted as its own rule.
            return Optional.of(new Broken("failure", "", "the event could not be checked"));
        }
    }

    private static JsonNode tree(IncomingEvent event) {
        var payload = event.payload();
        var start = payload.arrayOffset() + payload.position();
        try {
            return JsonItemReader.JSON.readTree(payload.array(), start, payload.remaining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
