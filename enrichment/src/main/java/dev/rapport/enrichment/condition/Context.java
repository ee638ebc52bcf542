package dev.rapport.enrichment.condition;

import dev.rapport.enrichment.read.Json;
import dev.rapport.enrichment.state.CustomerState;
import dev.rapport.enrichment.state.DecisionHistory;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.schemas.CustomerProfile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What conditions are evaluated on: the customer as the trigger left them. Making one costs nothing; a value is computed
 * when a condition names it.
 *
 * @param event    what triggers; null where it is not an event, and all its fields are absent
 * @param customer all fragments together
 * @param profile  the customer as others see it
 * @param history  what caps are counted in
 * @param json     reads properties and traits that are objects or arrays
 */
public record Context(
        @Nullable ReadEvent event,
        CustomerState customer,
        CustomerProfile profile,
        DecisionHistory history,
        Json json) {
    private static final DecisionHistory NO_DECISIONS = new DecisionHistory(List.of());

    /** A customer without decisions. */
    public static Context of(@Nullable ReadEvent event, CustomerState customer, CustomerProfile profile, Json json) {
        return new Context(event, customer, profile, NO_DECISIONS, json);
    }

    public Context with(DecisionHistory decided) {
        return new Context(event, customer, profile, decided, json);
    }
}
