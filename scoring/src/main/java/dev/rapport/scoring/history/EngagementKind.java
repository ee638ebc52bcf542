package dev.rapport.scoring.history;

import dev.rapport.schemas.event.StandardEvents;
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
                    case StandardEvents.EMAIL_DELIVERED,
                            StandardEvents.PUSH_NOTIFICATION_RECEIVED,
                            StandardEvents.SMS_DELIVERED -> DELIVERED;
                    case StandardEvents.EMAIL_BOUNCED,
                            StandardEvents.PUSH_NOTIFICATION_BOUNCED,
                            StandardEvents.SMS_BOUNCED -> BOUNCED;
                    case StandardEvents.EMAIL_OPENED,
                            StandardEvents.PUSH_NOTIFICATION_OPENED,
                            StandardEvents.MESSAGE_OPENED -> OPENED;
                    case StandardEvents.EMAIL_LINK_CLICKED,
                            StandardEvents.PUSH_NOTIFICATION_TAPPED,
                            StandardEvents.SMS_LINK_CLICKED -> CLICKED;
                    case StandardEvents.EMAIL_REPLIED,
                            StandardEvents.SMS_REPLIED,
                            StandardEvents.MESSAGE_SENT,
                            StandardEvents.LIVE_CHAT_MESSAGE_SENT -> REPLIED;
                    case StandardEvents.UNSUBSCRIBED, StandardEvents.EMAIL_UNSUBSCRIBED -> UNSUBSCRIBED;
                    case StandardEvents.EMAIL_MARKED_AS_SPAM -> COMPLAINED;
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
