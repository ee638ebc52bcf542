package dev.rapport.schemas.consent;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Ways of writing to a customer that they can object to one by one. The objection is the consent category that has the
 * channel's name: no word there is none, a no withdraws the channel whatever the purpose. See docs/adr/0030.
 */
public enum Channel {
    EMAIL,
    SMS,
    PUSH,
    WHATSAPP;

    /** As campaigns and senders write them, letters and digits only. */
    private static final Map<String, Channel> NAMES = Map.ofEntries(
            Map.entry("email", EMAIL),
            Map.entry("emails", EMAIL),
            Map.entry("mail", EMAIL),
            Map.entry("newsletter", EMAIL),
            Map.entry("sms", SMS),
            Map.entry("mms", SMS),
            Map.entry("rcs", SMS),
            Map.entry("text", SMS),
            Map.entry("textmessage", SMS),
            Map.entry("push", PUSH),
            Map.entry("webpush", PUSH),
            Map.entry("mobilepush", PUSH),
            Map.entry("iospush", PUSH),
            Map.entry("androidpush", PUSH),
            Map.entry("pushnotification", PUSH),
            Map.entry("pushnotifications", PUSH),
            Map.entry("whatsapp", WHATSAPP));

    /** Category of the consents of this channel. */
    public String category() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The channel that a name stands for; empty when it is unknown. */
    public static Optional<Channel> named(String text) {
        return Optional.ofNullable(NAMES.get(text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "")));
    }

    /** The channels whose objections count for a campaign that is delivered there: all, when its channel is not known. */
    public static List<Channel> meantBy(String text) {
        return named(text).map(List::of).orElseGet(() -> List.of(values()));
    }

    /** Whether a consent category is the objection to a channel. */
    public static boolean isCategory(String category) {
        return Arrays.stream(values()).anyMatch(channel -> channel.category().equals(category));
    }
}
