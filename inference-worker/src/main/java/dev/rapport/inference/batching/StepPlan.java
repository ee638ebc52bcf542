package dev.rapport.inference.batching;

import java.util.ArrayList;
import java.util.List;

/**
 * What the next step does. After it the caller reports every sequence of the plan, to {@link Scheduler#advance} or to
 * {@link Scheduler#end}.
 *
 * @param decoding sequences that decode a token
 * @param joining sequences whose prompt is read
 */
public record StepPlan<T>(List<Sequence<T>> decoding, List<Sequence<T>> joining) {
    public StepPlan {
        decoding = List.copyOf(decoding);
        joining = List.copyOf(joining);
    }

    public boolean isEmpty() {
        return decoding.isEmpty() && joining.isEmpty();
    }

    /** All sequences in the order of the model's rows. */
    public List<Sequence<T>> rows() {
        var rows = new ArrayList<>(decoding);
        rows.addAll(joining);
        return rows;
    }
}
