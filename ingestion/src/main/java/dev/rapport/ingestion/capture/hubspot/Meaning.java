package dev.rapport.ingestion.capture.hubspot;

import dev.rapport.schemas.EventType;
import dev.rapport.schemas.RejectionReason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a change says in Segment's words. */
sealed interface Meaning {
    /**
     * A call.
     *
     * @param name        of a track event
     * @param userId      the shop's own user, where the change names one; of an alias the object that is left
     * @param anonymousId the object in HubSpot; null for an alias
     * @param previousId  of an alias
     * @param fields      properties, traits or groupId under their names, in the common form
     * @param withdrawsAll whether all consent is withdrawn with it
     */
    record Call(
            EventType type,
            @Nullable String name,
            @Nullable String userId,
            @Nullable String anonymousId,
            @Nullable String previousId,
            Map<String, Object> fields,
            boolean withdrawsAll)
            implements Meaning {}

    /** A request to forget a contact. */
    record Forget(String anonymousId) implements Meaning {}

    /** Nothing that can be taken: the rule that it breaks. */
    record Broken(RejectionReason reason, String detail) implements Meaning {}
}
