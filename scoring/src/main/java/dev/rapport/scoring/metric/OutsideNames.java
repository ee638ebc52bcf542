package dev.rapport.scoring.metric;

import java.util.Collection;
import java.util.Set;

/**
 * Experiments that others assign and that are counted one by one. Browsers can invent such experiments, and arms of them,
 * without end, and which of them count must not depend on who came first: so only a list can bound them. All that are not on it
 * share one name.
 */
public final class OutsideNames {
    /** All experiments count one by one, however many there are. */
    public static final OutsideNames ALL = new OutsideNames(Set.of());

    /** Name of the experiment and of the arm of all that do not count one by one. */
    public static final String OTHER = "(other)";

    private final Set<String> names;

    /** @param names ids of experiments; none for all that come */
    public OutsideNames(Collection<String> names) {
        this.names = Set.copyOf(names);
    }

    /** Whether an experiment counts under its own name. */
    public boolean isCounted(String experimentId) {
        return names.isEmpty() || names.contains(experimentId);
    }
}
