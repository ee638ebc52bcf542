package dev.rapport.runtime.consent;

import dev.rapport.runtime.value.VisibleText;
import dev.rapport.schemas.SuppressionReason;
import dev.rapport.schemas.consent.Channel;
import dev.rapport.schemas.consent.Purposes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Track events that say no by their name. Senders put the same few words in any order and spelling: Segment
 * {@code Unsubscribed}, {@code Email Marked as Spam}, {@code Email Bounced} (email events of its spec); Klaviyo
 * {@code Unsubscribed from Email Marketing}, {@code Marked Email as Spam}, {@code Bounced Email} (metrics); Braze
 * {@code users.messages.email.Unsubscribe}, {@code …MarkAsSpam}, {@code …Bounce}, {@code …SoftBounce} (Currents); SendGrid
 * {@code group_unsubscribe}, {@code spamreport} (event webhook); Customer.io {@code email_unsubscribed},
 * {@code email_spammed} (reporting webhooks); Iterable {@code emailUnSubscribe}, {@code emailComplaint} (system webhooks).
 * So a name is taken apart: without the channel and words that say nothing, one of a few no's is left.
 */
final class UnsubscribeEvents {
    private enum No {
        UNSUBSCRIBED,
        /** Too common a word without a channel. */
        STOPPED,
        /** Ends a list or a subscription that is paid for: only the properties can tell. */
        SUBSCRIPTION_ENDED,
        /** As that, where the name is that of a list. */
        CANCELLED,
        COMPLAINED,
        BOUNCED,
        /** Says that it stays, whatever its properties say. */
        HARD_BOUNCED
    }

    private static final Map<String, No> WORDS = words();

    private static final Set<String> CHANNEL_WORDS =
            Set.of("email", "emails", "mail", "newsletter", "newsletters", "sms", "mms", "text", "push", "whatsapp");

    /** Words that change nothing about who says no to what; a word that is not among them, such as "page", does. */
    private static final Set<String> FILLERS =
            Set.of(("a all as by e for from global globally in me my of our that the these this to us via your"
                            + " am are be been got had has have i is was were you"
                            + " campaign campaigns communication communications group list lists mailing marketing message"
                            + " messages messaging notification notifications preference preferences promotional receiving"
                            + " ccpa client contact customer gdpr lead member person profile recipient subscriber user users"
                            + " event completed confirmed request requested success successful successfully")
                    .split(" "));

    /** What a page or screen is called that tells of a no; one called "Unsubscribe" is where it may be said. */
    private static final Set<String> PAST = Set.of("unsubscribed", "optedout");

    /** Any of them: a subscription that is paid for, not a list. */
    private static final Set<String> PAID = Set.of(
            "plan", "plan_id", "plan_name", "price", "amount", "revenue", "total", "mrr", "product_id", "products");

    /** What is cancelled is a list, in a name without its separators. */
    private static final List<String> LISTS = List.of("newsletter", "mailinglist");

    private static final List<String> BOUNCE_KINDS =
            List.of("type", "bounce_type", "bounceType", "bounce_class", "classification", "bounce_classification");
    /** The mailbox may be there tomorrow. */
    private static final Set<String> SOFT = Set.of(
            "soft",
            "softbounce",
            "soft bounce",
            "soft_bounce",
            "transient",
            "temporary",
            "block",
            "blocked",
            "deferred");

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})");
    private static final int MAX_NAME = 100;

    /** Names that were taken apart; a shop has a few, and who sends a new one each time has them taken apart each time. */
    private static final Map<String, Parts> PARTS = new ConcurrentHashMap<>();

    private static final int MAX_NAMES = 1_000;

    private static final Said NOTHING = new Said(List.of(), Optional.empty());

    private UnsubscribeEvents() {}

    /**
     * A name, taken apart.
     *
     * @param all      its words as one
     * @param left     those that are neither a channel nor say nothing, as one
     * @param channels categories of those that are channels
     */
    private record Parts(String all, String left, List<String> channels) {}

    /**
     * What an event says by its name.
     *
     * @param withdrawn   categories
     * @param suppression why the address is not to be written to
     */
    record Said(List<String> withdrawn, Optional<SuppressionReason> suppression) {}

    /** Of a track event. */
    static Said saidBy(String name, Map<?, ?> properties) {
        return said(name, properties, false);
    }

    /** Of a page or screen. */
    static Said saidByPage(String name, Map<?, ?> properties) {
        return said(name, properties, true);
    }

    private static Said said(String name, Map<?, ?> properties, boolean page) {
        if (name.length() > MAX_NAME) {
            return NOTHING;
        }
        var parts = parts(name);
        var no = WORDS.get(parts.left());
        if (no == null || (page && !PAST.contains(parts.left()))) {
            return NOTHING;
        }
        var channels = parts.channels();
        return switch (no) {
            case UNSUBSCRIBED ->
                new Said(orMarketing(channels), ofAddress(SuppressionReason.UNSUBSCRIBED, channels, properties));
            case STOPPED -> new Said(channels, Optional.empty());
            case SUBSCRIPTION_ENDED -> ended(channels, properties);
            case CANCELLED -> LISTS.stream().anyMatch(parts.all()::contains) ? ended(channels, properties) : NOTHING;
            case COMPLAINED ->
                new Said(andMarketing(channels), ofAddress(SuppressionReason.COMPLAINED, channels, properties));
            case BOUNCED -> isSoft(properties) ? NOTHING : bounced(channels);
            case HARD_BOUNCED -> bounced(channels);
        };
    }

    private static Parts parts(String name) {
        var known = PARTS.get(name);
        if (known != null) {
            return known;
        }
        var parts = takenApart(name);
        if (PARTS.size() < MAX_NAMES) {
            PARTS.put(name, parts);
        }
        return parts;
    }

    private static Parts takenApart(String name) {
        var all = Arrays.stream(BETWEEN_WORDS.split(VisibleText.plain(name).replace("WhatsApp", "Whatsapp")))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        var words = all.stream()
                .filter(word -> !FILLERS.contains(word))
                .collect(Collectors.partitioningBy(CHANNEL_WORDS::contains));
        var channels = words.getOrDefault(true, List.of()).stream()
                .flatMap(word -> Channel.named(word.equals("newsletters") ? "newsletter" : word).stream())
                .map(Channel::category)
                .distinct()
                .toList();
        return new Parts(String.join("", all), String.join("", words.getOrDefault(false, List.of())), channels);
    }

    private static Said ended(List<String> channels, Map<?, ?> properties) {
        return PAID.stream().anyMatch(properties::containsKey)
                ? NOTHING
                : new Said(orMarketing(channels), Optional.empty());
    }

    private static Said bounced(List<String> channels) {
        return channels.contains(Channel.EMAIL.category())
                ? new Said(List.of(Channel.EMAIL.category()), Optional.of(SuppressionReason.BOUNCED))
                : NOTHING;
    }

    /** The words that are left of a name without channels and fillers, as one. */
    private static Map<String, No> words() {
        var words = new HashMap<String, No>();
        put(words, No.UNSUBSCRIBED, "unsubscribe unsubscribed unsubscribes unsub optout optouts optedout optsout");
        put(words, No.STOPPED, "stop stopped disabled revoked");
        put(words, No.CANCELLED, "cancelled canceled");
        put(words, No.SUBSCRIPTION_ENDED, "subscriptioncancelled subscriptioncanceled cancelledsubscription");
        put(words, No.SUBSCRIPTION_ENDED, "canceledsubscription");
        put(words, No.COMPLAINED, "spam spammed spamreport spamreported spamcomplaint complaint complained");
        put(words, No.COMPLAINED, "markspam markedspam reportedspam");
        put(words, No.BOUNCED, "bounce bounced");
        put(words, No.HARD_BOUNCED, "hardbounce hardbounced bouncehard bouncedhard");
        for (var taken : "declined denied refused rejected removed revoked withdrawn withdrew withdrawal".split(" ")) {
            put(words, No.UNSUBSCRIBED, "consent" + taken + " " + taken + "consent");
        }
        return Map.copyOf(words);
    }

    private static void put(Map<String, No> words, No no, String spellings) {
        for (var spelling : spellings.split(" ")) {
            words.put(spelling, no);
        }
    }

    private static List<String> orMarketing(List<String> channels) {
        return channels.isEmpty() ? List.of(Purposes.MARKETING) : channels;
    }

    private static List<String> andMarketing(List<String> channels) {
        var withdrawn = new ArrayList<>(channels);
        withdrawn.add(Purposes.MARKETING);
        return withdrawn;
    }

    /** Where no channel is named, it is an e-mail, as that of the Segment spec is. */
    private static Optional<SuppressionReason> ofAddress(
            SuppressionReason reason, List<String> channels, Map<?, ?> properties) {
        var said = properties.get("channel") instanceof String text ? Channel.named(text) : Optional.<Channel>empty();
        var email = channels.isEmpty()
                ? said.map(channel -> channel == Channel.EMAIL).orElse(true)
                : channels.contains(Channel.EMAIL.category());
        return email ? Optional.of(reason) : Optional.empty();
    }

    private static boolean isSoft(Map<?, ?> properties) {
        return BOUNCE_KINDS.stream()
                .anyMatch(name -> properties.get(name) instanceof String text
                        && SOFT.contains(text.strip().toLowerCase(Locale.ROOT)));
    }
}
