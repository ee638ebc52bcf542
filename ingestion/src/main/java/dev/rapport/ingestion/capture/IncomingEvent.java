package dev.rapport.ingestion.capture;

import dev.rapport.runtime.value.Ids;
import dev.rapport.runtime.value.StorableText;
import dev.rapport.runtime.value.VisibleText;
import dev.rapport.schemas.EventFlag;
import dev.rapport.schemas.EventType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event in the neutral form that every producer's adapter makes of its own. Texts are {@link StorableText storable} and
 * lose the invisible characters around them; an empty one is absent, and so is an id that identifies no customer, with a flag.
 *
 * @param type        what kind of event it is; an adapter that knows only names of events says {@code TRACK}
 * @param name        name of a track event, page or screen
 * @param messageId   sender's identifier of the event; null where capture must assign one
 * @param userId      identifier of a known user
 * @param anonymousId identifier of a browser or device
 * @param previousId  of an alias: the identifier that {@code userId} replaces
 * @param occurredAt  when it happened, as far as the adapter can tell; may lie ahead of the receipt
 * @param payload     one JSON object in UTF-8
 * @param flags       what was mended in it
 */
public record IncomingEvent(
        EventType type,
        @Nullable String name,
        @Nullable String messageId,
        @Nullable String userId,
        @Nullable String anonymousId,
        @Nullable String previousId,
        Instant occurredAt,
        ByteBuffer payload,
        Set<EventFlag> flags) {
    /** Longest identifier of a person or device, in characters. */
    public static final int MAX_ID_LENGTH = 256;
    /** Longest message id, in characters. */
    public static final int MAX_MESSAGE_ID_LENGTH = 100;

    public IncomingEvent {
        var found = EnumSet.noneOf(EventFlag.class);
        found.addAll(flags);
        name = visible(name);
        messageId = identifier(messageId, found);
        userId = identifier(userId, found);
        anonymousId = identifier(anonymousId, found);
        previousId = identifier(previousId, found);
        flags = Collections.unmodifiableSet(found);
    }

    /** The same event with another payload. */
    public IncomingEvent withPayload(ByteBuffer other) {
        return new IncomingEvent(type, name, messageId, userId, anonymousId, previousId, occurredAt, other, flags);
    }

    /** The same event with one flag more. */
    public IncomingEvent flagged(EventFlag flag) {
        var more = EnumSet.of(flag);
        more.addAll(flags);
        return new IncomingEvent(type, name, messageId, userId, anonymousId, previousId, occurredAt, payload, more);
    }

    /** An identifier as it is kept; null when it identifies no customer or is too long. */
    public static @Nullable String usableId(@Nullable String sent, int maxLength) {
        var id = identifier(sent, EnumSet.noneOf(EventFlag.class));
        return id == null || id.length() > maxLength ? null : id;
    }

    private static @Nullable String identifier(@Nullable String sent, Set<EventFlag> flags) {
        if (sent == null || sent.isEmpty()) {
            return null;
        }
        var id = StorableText.repaired(sent);
        if (Ids.isPlaceholder(id)) {
            flags.add(EventFlag.ID_IGNORED);
            return null;
        }
        return VisibleText.trimmed(id);
    }

    private static @Nullable String visible(@Nullable String text) {
        var trimmed = text == null ? "" : VisibleText.trimmed(StorableText.repaired(text));
        return trimmed.isEmpty() ? null : trimmed;
    }
}
