package dev.rapport.scoring.metric;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names of track events that are counted one by one. All others share one count: customers can invent names without end,
 * and which of them count must not depend on who came first.
 */
public final class EventNames {
    /** Names of Segment's specifications for shops, e-mail, push, SMS, live chat, experiments and accounts. */
    public static final List<String> STANDARD = List.of(
            "Products Searched",
            "Product List Viewed",
            "Product List Filtered",
            "Promotion Viewed",
            "Promotion Clicked",
            "Product Clicked",
            "Product Viewed",
            "Product Added",
            "Product Removed",
            "Cart Viewed",
            "Checkout Started",
            "Checkout Step Viewed",
            "Checkout Step Completed",
            "Payment Info Entered",
            "Order Updated",
            "Order Completed",
            "Order Refunded",
            "Order Cancelled",
            "Coupon Entered",
            "Coupon Applied",
            "Coupon Denied",
            "Coupon Removed",
            "Product Added to Wishlist",
            "Product Removed from Wishlist",
            "Wishlist Product Added to Cart",
            "Product Shared",
            "Cart Shared",
            "Product Reviewed",
            "Email Delivered",
            "Email Opened",
            "Email Link Clicked",
            "Email Bounced",
            "Email Marked as Spam",
            "Email Replied",
            "Unsubscribed",
            "Email Unsubscribed",
            "Push Notification Received",
            "Push Notification Tapped",
            "Push Notification Bounced",
            "Push Notification Opened",
            "SMS Delivered",
            "SMS Bounced",
            "SMS Link Clicked",
            "SMS Replied",
            "Message Opened",
            "Message Sent",
            "Live Chat Conversation Started",
            "Live Chat Conversation Ended",
            "Live Chat Message Sent",
            "Live Chat Message Received",
            "Experiment Viewed",
            "Signed Up",
            "Signed In",
            "Signed Out");

    private final Set<String> names;

    /** @param others further names */
    public EventNames(Collection<String> others) {
        names = new HashSet<>(STANDARD);
        names.addAll(others);
    }

    /** These names and others. */
    public EventNames and(Collection<String> others) {
        var more = new HashSet<>(names);
        more.addAll(others);
        return new EventNames(more);
    }

    /** The count of events of a name. */
    public String countOf(String name) {
        return names.contains(name) ? Counts.EVENT_PREFIX + name : Counts.OTHER_EVENTS;
    }
}
