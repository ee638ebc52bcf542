package dev.rapport.ingestion.consent;

import dev.rapport.schemas.SuppressionReason;
import dev.rapport.schemas.consent.Channel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        COMPLAINED,
        BOUNCED
    }

    private static final Map<String, No> WORDS = Map.ofEntries(
            Map.entry("unsubscribe", No.UNSUBSCRIBED),
            Map.entry("unsubscribed", No.UNSUBSCRIBED),
            Map.entry("unsub", No.UNSUBSCRIBED),
            Map.entry("optout", No.UNSUBSCRIBED),
            Map.entry("optedout", No.UNSUBSCRIBED),
            Map.entry("optsout", No.UNSUBSCRIBED),
            Map.entry("stop", No.STOPPED),
            Map.entry("stopped", No.STOPPED),
            Map.entry("disabled", No.STOPPED),
            Map.entry("revoked", No.STOPPED),
            Map.entry("consentwithdrawn", No.UNSUBSCRIBED),
            Map.entry("consentrevoked", No.UNSUBSCRIBED),
            Map.entry("subscriptioncancelled", No.SUBSCRIPTION_ENDED),
            Map.entry("subscriptioncanceled", No.SUBSCRIPTION_ENDED),
            Map.entry("spam", No.COMPLAINED),
            Map.entry("spammed", No.COMPLAINED),
            Map.entry("spamreport", No.COMPLAINED),
            Map.entry("spamreported", No.COMPLAINED),
            Map.entry("spamcomplaint", No.COMPLAINED),
            Map.entry("complaint", No.COMPLAINED),
            Map.entry("complained", No.COMPLAINED),
            Map.entry("markspam", No.COMPLAINED),
            Map.entry("markedspam", No.COMPLAINED),
            Map.entry("reportedspam", No.COMPLAINED),
            Map.entry("bounce", No.BOUNCED),
            Map.entry("bounced", No.BOUNCED),
            Map.entry("hardbounce", No.BOUNCED),
            Map.entry("hardbounced", No.BOUNCED));

    private static final Set<String> CHANNEL_WORDS =
            Set.of("email", "emails", "mail", "newsletter", "sms", "mms", "text", "push", "whatsapp");
    private static final Set<String> FILLERS = Set.of(
            "a",
            "all",
            "as",
            "campaign",
            "customer",
            "e",
            "from",
            "global",
            "globally",
            "group",
            "list",
            "lists",
            "marketing",
            "message",
            "messages",
            "messaging",
            "notification",
            "notifications",
            "the",
            "to",
            "user",
            "users");
    /** Any of them: a subscription that is paid for, not a list. */
    private static final Set<String> PAID = Set.of(
            "plan", "plan_id", "plan_name", "price", "amount", "revenue", "total", "mrr", "product_id", "products");

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

    private static final Said NOTHING = new Said(List.of(), Optional.empty());

    private UnsubscribeEvents() {}

    /**
     * What an event says by its name.
     *
     * @param withdrawn   categories
     * @param suppression why the address is not to be written to
     */
    record Said(List<String> withdrawn, Optional<SuppressionReason> suppression) {}

    static Said saidBy(String name, Map<?, ?> properties) {
        if (name.length() > MAX_NAME) {
            return NOTHING;
        }
        var words = Arrays.stream(BETWEEN_WORDS.split(name.strip().replace("WhatsApp", "Whatsapp")))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !FILLERS.contains(word))
                .collect(Collectors.partitioningBy(CHANNEL_WORDS::contains));
        var no = WORDS.get(String.join("", words.getOrDefault(false, List.of())));
        if (no == null) {
            return NOTHING;
        }
        var channels = words.getOrDefault(true, List.of()).stream()
                .flatMap(word -> Channel.named(word).stream())
                .map(Channel::category)
                .distinct()
                .toList();
        return switch (no) {
            case UNSUBSCRIBED ->
                new Said(orMarketing(channels), ofAddress(SuppressionReason.UNSUBSCRIBED, channels, properties));
            case STOPPED -> new Said(channels, Optional.empty());
            case SUBSCRIPTION_ENDED ->
                PAID.stream().anyMatch(properties::containsKey)
                        ? NOTHING
                        : new Said(orMarketing(channels), Optional.empty());
            case COMPLAINED ->
                new Said(andMarketing(channels), ofAddress(SuppressionReason.COMPLAINED, channels, properties));
            case BOUNCED ->
                isSoft(properties) || !channels.contains(Channel.EMAIL.category())
                        ? NOTHING
                        : new Said(List.of(Channel.EMAIL.category()), Optional.of(SuppressionReason.BOUNCED));
        };
    }

    private static List<String> orMarketing(List<String> channels) {
        return channels.isEmpty() ? List.of(Categories.MARKETING) : channels;
    }

    private static List<String> andMarketing(List<String> channels) {
        var withdrawn = new ArrayList<>(channels);
        withdrawn.add(Categories.MARKETING);
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
