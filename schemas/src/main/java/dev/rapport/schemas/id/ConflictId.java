package dev.rapport.schemas.id;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Message id of an event that conflicts with another: it says something else under the same message id, and is kept
 * under an id of its own. See docs/adr/0037.
 */
public final class ConflictId {
    private static final Pattern FORM = Pattern.compile("(.+)#[0-9a-f]{16}", Pattern.DOTALL);

    private ConflictId() {}

    /**
     * The id of its own.
     *
     * @param fingerprint of what the event says: eight bytes in lower-case hexadecimal
     */
    public static String of(String messageId, String fingerprint) {
        return messageId + "#" + fingerprint;
    }

    /**
     * The message id that an event was captured under, if its id has the form of a conflict's. A sender may give an id of
     * that form, too.
     */
    public static Optional<String> captured(String id) {
        var found = FORM.matcher(id);
        return found.matches() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
