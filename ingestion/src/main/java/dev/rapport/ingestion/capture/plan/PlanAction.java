package dev.rapport.ingestion.capture.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What becomes of an event that the plan does not allow; it is counted in any case. */
enum PlanAction {
    /** It is a rejection. */
    REJECT,
    /** It is stored with a flag. */
    FLAG,
    /** It is stored as if there were no plan. */
    IGNORE;

    /** @throws IllegalArgumentException saying which words there are */
    static PlanAction parse(String text) {
        return Arrays.stream(values())
                .filter(action -> action.label().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be "
                        + Arrays.stream(values()).map(PlanAction::label).collect(Collectors.joining(", "))));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
