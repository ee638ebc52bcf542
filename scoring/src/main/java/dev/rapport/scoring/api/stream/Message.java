package dev.rapport.scoring.api.stream;

import org.jspecify.annotations.Nullable;

/**
 * What is written to a subscriber.
 *
 * @param event type of the event; null for a comment, which browsers leave out
 * @param text  JSON on one line, or the comment
 */
record Message(@Nullable String event, String text) {
    static final Message GREETING = new Message(null, "subscribed");
    static final Message HEARTBEAT = new Message(null, "");

    static Message event(String type, String json) {
        return new Message(type, json);
    }
}
