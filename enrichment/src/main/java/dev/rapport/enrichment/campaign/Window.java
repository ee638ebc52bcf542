package dev.rapport.enrichment.campaign;

import java.time.Instant;
import java.util.Optional;

/**
 * When a campaign runs.
 *
 * @param from  its first instant, empty for ever since
 * @param until the first instant after it, empty for no end
 */
public record Window(Optional<Instant> from, Optional<Instant> until) {
    public static final Window ALWAYS = new Window(Optional.empty(), Optional.empty());

    /** Whether something that happens then is inside. */
    public boolean contains(Instant at) {
        return from.filter(at::isBefore).isEmpty()
                && until.filter(end -> !at.isBefore(end)).isEmpty();
    }
}
