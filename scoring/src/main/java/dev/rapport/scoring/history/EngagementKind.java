package dev.rapport.scoring.history;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ways to engage with a reply. */
public enum EngagementKind {
    DELIVERED("delivered", null, false),
    BOUNCED("bounced", null, false),
    OPENED("opened", "opens", true),
    CLICKED("clicked", "clicks", true),
    REPLIED("replied", null, true),
    UNSUBSCRIBED("unsubscribed", null, false),
    COMPLAINED("complained", null, false);

    private final String countName;
    private final @Nullable String rawCountName;
    private final boolean touchpoint;

    EngagementKind(String countName, @Nullable String rawCountName, boolean touchpoint) {
        this.countName = countName;
        this.rawCountName = rawCountName;
        this.touchpoint = touchpoint;
    }

    /** The kind that a track event stands for, after Segment's e-mail, push and live chat specifications. */
    public static Optional<EngagementKind> ofEvent(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "Email Delivered", "Push Notification Received", "SMS Delivered" -> DELIVERED;
                    case "Email Bounced", "Push Notification Bounced", "SMS Bounced" -> BOUNCED;
                    case "Email Opened", "Push Notification Opened", "Message Opened" -> OPENED;
                    case "Email Link Clicked", "Push Notification Tapped", "SMS Link Clicked" -> CLICKED;
                    case "Email Replied", "SMS Replied", "Message Sent", "Live Chat Message Sent" -> REPLIED;
                    case "Unsubscribed", "Email Unsubscribed" -> UNSUBSCRIBED;
                    case "Email Marked as Spam" -> COMPLAINED;
                    default -> null;
                });
    }

    static EngagementKind ofCount(String countName) {
        for (var kind : values()) {
            if (kind.countName.equals(countName)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("there is no engagement '" + countName + "'");
    }

    /** Count of prompts engaged with, once each. */
    public String countName() {
        return countName;
    }

    /** Count of all such events, where it is kept. */
    Optional<String> rawCountName() {
        return Optional.ofNullable(rawCountName);
    }

    /** True when a conversion may be credited to it. */
    boolean isTouchpoint() {
        return touchpoint;
    }
}
