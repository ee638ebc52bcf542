package dev.rapport.schemas.consent;

import dev.rapport.schemas.ConsentChange;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Key of one consent. In a text a colon stands between the parts and is escaped inside them ({@code %3A}, and the percent
 * sign as {@code %25}), so that different consents have different keys.
 *
 * @param purpose what the customer is written to for, in lower case, without blanks around it; {@link #EVERY} for every purpose
 * @param channel where, in lower case, without blanks around it; {@link #EVERY} for every channel
 */
public record ConsentKey(String customerId, String purpose, String channel) {
    /** Every purpose, or every channel. */
    public static final String EVERY = "";

    private static final Pattern COLON = Pattern.compile(":");
    private static final int PARTS = 3;

    public ConsentKey {
        purpose = purpose.strip().toLowerCase(Locale.ROOT);
        channel = channel.strip().toLowerCase(Locale.ROOT);
    }

    /** The consent that a change is about. */
    public static ConsentKey of(ConsentChange change) {
        return new ConsentKey(change.getCustomerId(), change.getPurpose(), change.getChannel());
    }

    /**
     * The consent that senders mean by the name of a category: that of a {@link Channel} is the channel for every purpose,
     * any other is a purpose on every channel.
     */
    public static ConsentKey ofCategory(String customerId, String category) {
        var name = category.strip().toLowerCase(Locale.ROOT);
        return Channel.isCategory(name)
                ? new ConsentKey(customerId, EVERY, name)
                : new ConsentKey(customerId, name, EVERY);
    }

    /**
     * The consents of which none may be withdrawn when a customer is written to.
     *
     * @param channel as its campaign names it; one that is not known may be any of them
     */
    public static List<ConsentKey> neededFor(String customerId, String purpose, String channel) {
        var onChannels = Channel.meantBy(channel).stream().flatMap(one -> Stream.of(EVERY, purpose)
                .map(what -> new ConsentKey(customerId, what, one.category())));
        return Stream.concat(Stream.of(new ConsentKey(customerId, purpose, EVERY)), onChannels)
                .toList();
    }

    /** As it stands in {@code rapport.consents.v1}. */
    public String text() {
        return escaped(customerId) + ":" + escaped(purpose) + ":" + escaped(channel);
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException when it is not such a key
     */
    public static ConsentKey parse(String text) {
        var parts = COLON.split(text, -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException(
                    "a consent key must be a customer, a purpose and a channel, joined by colons");
        }
        return new ConsentKey(unescaped(parts[0]), unescaped(parts[1]), unescaped(parts[2]));
    }

    private static String escaped(String part) {
        return part.replace("%", "%25").replace(":", "%3A");
    }

    private static String unescaped(String part) {
        return part.replace("%3A", ":").replace("%25", "%");
    }
}
