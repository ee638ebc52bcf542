package dev.rapport.enrichment.campaign;

import dev.rapport.schemas.EnrichedEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the properties that an event was sent with. */
public interface EventProperties {
    /** The values of the properties by name, objects and arrays among them. */
    Map<String, @Nullable Object> of(EnrichedEvent event);
}
