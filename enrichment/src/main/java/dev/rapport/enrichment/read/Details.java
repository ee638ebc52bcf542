package dev.rapport.enrichment.read;

import dev.rapport.schemas.ChatDetails;
import dev.rapport.schemas.EmailDetails;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.ExperimentDetails;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.OrderDetails;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * What Segment's specifications for shops, mail, chat and experiments say of an event, beyond what every event may have.
 * Found by its fields, whatever the name of the event, in snake case and in camel case. It never rejects an event: a value
 * of another form is null here and stays among the properties.
 */
record Details(
        @Nullable OrderDetails order,
        @Nullable EmailDetails email,
        @Nullable ChatDetails chat,
        @Nullable ExperimentDetails experiment) {
    private static final Details NONE = new Details(null, null, null, null);

    /** Longest text that a customer or a sender writes, as a whole event may be. */
    private static final int MAX_TEXT = 32 * 1024;

    /** @param currency of amounts */
    static Details of(EventType type, Fields properties, Currency currency) {
        return type != EventType.TRACK || properties.values().isEmpty()
                ? NONE
                : new Details(order(properties, currency), email(properties), chat(properties), experiment(properties));
    }

    private static @Nullable OrderDetails order(Fields from, Currency currency) {
        if (!from.hasAny(
                "checkout_id",
                "cart_id",
                "affiliation",
                "coupon",
                "coupon_id",
                "subtotal",
                "shipping",
                "tax",
                "discount",
                "total")) {
            return null;
        }
        return OrderDetails.newBuilder()
                .setCheckoutId(name(from, "checkout_id", "checkoutId"))
                .setCartId(name(from, "cart_id", "cartId"))
                .setAffiliation(name(from, "affiliation"))
                .setCoupon(name(from, "coupon", "coupon_id"))
                .setSubtotal(money(from, "subtotal", currency))
                .setShipping(money(from, "shipping", currency))
                .setTax(money(from, "tax", currency))
                .setDiscount(money(from, "discount", currency))
                .setTotal(money(from, "total", currency))
                .build();
    }

    private static @Nullable EmailDetails email(Fields from) {
        if (!from.hasAny("email_id", "email_subject", "link_id", "link_url")) {
            return null;
        }
        return EmailDetails.newBuilder()
                .setEmailId(name(from, "email_id"))
                .setSubject(from.anyText(MAX_TEXT, "email_subject"))
                .setCampaignId(name(from, "campaign_id"))
                .setCampaignName(name(from, "campaign_name"))
                .setLinkId(name(from, "link_id"))
                .setLinkUrl(from.anyText(MAX_TEXT, "link_url"))
                .build();
    }

    private static @Nullable ChatDetails chat(Fields from) {
        if (!from.hasAny("conversation_id", "conversationId")) {
            return null;
        }
        return ChatDetails.newBuilder()
                .setConversationId(name(from, "conversation_id", "conversationId"))
                .setMessageId(name(from, "message_id", "messageId"))
                .setMessageBody(from.anyText(MAX_TEXT, "message_body", "messageBody"))
                .setRole(name(from, "role"))
                .setAgentId(name(from, "agent_id", "agentId"))
                .setAgentName(name(from, "agent_name", "agentName"))
                .setAgentUsername(name(from, "agent_username", "agentUsername"))
                .setDurationSeconds(from.anyNumber("conversation_duration")
                        .map(number -> number.value().doubleValue())
                        .orElse(null))
                .build();
    }

    private static @Nullable ExperimentDetails experiment(Fields from) {
        if (!from.hasAny("experiment_id", "experimentId", "experiment_name", "experimentName")) {
            return null;
        }
        return ExperimentDetails.newBuilder()
                .setExperimentId(name(from, "experiment_id", "experimentId"))
                .setExperimentName(name(from, "experiment_name", "experimentName"))
                .setVariationId(name(from, "variation_id", "variationId"))
                .setVariationName(name(from, "variation_name", "variationName"))
                .build();
    }

    private static @Nullable String name(Fields from, String... names) {
        return from.anyText(Fields.MAX_NAME, names);
    }

    private static @Nullable Money money(Fields from, String name, Currency currency) {
        return from.anyNumber(name)
                .map(amount -> Amounts.anyMoney(amount, currency))
                .orElse(null);
    }
}
