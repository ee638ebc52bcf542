package dev.rapport.schemas.event;

import java.util.List;

/**
 * Names of track events that have a meaning of their own: those of Segment's specifications for shops, e-mail, push, SMS,
 * live chat, experiments and accounts. Senders may use any other name.
 */
public final class StandardEvents {
    public static final String PRODUCTS_SEARCHED = "Products Searched";
    public static final String PRODUCT_LIST_VIEWED = "Product List Viewed";
    public static final String PRODUCT_LIST_FILTERED = "Product List Filtered";
    public static final String PROMOTION_VIEWED = "Promotion Viewed";
    public static final String PROMOTION_CLICKED = "Promotion Clicked";
    public static final String PRODUCT_CLICKED = "Product Clicked";
    public static final String PRODUCT_VIEWED = "Product Viewed";
    public static final String PRODUCT_ADDED = "Product Added";
    public static final String PRODUCT_REMOVED = "Product Removed";
    public static final String CART_VIEWED = "Cart Viewed";
    public static final String CHECKOUT_STARTED = "Checkout Started";
    public static final String CHECKOUT_STEP_VIEWED = "Checkout Step Viewed";
    public static final String CHECKOUT_STEP_COMPLETED = "Checkout Step Completed";
    public static final String PAYMENT_INFO_ENTERED = "Payment Info Entered";
    public static final String ORDER_UPDATED = "Order Updated";
    public static final String ORDER_COMPLETED = "Order Completed";
    public static final String ORDER_REFUNDED = "Order Refunded";
    public static final String ORDER_CANCELLED = "Order Cancelled";
    public static final String COUPON_ENTERED = "Coupon Entered";
    public static final String COUPON_APPLIED = "Coupon Applied";
    public static final String COUPON_DENIED = "Coupon Denied";
    public static final String COUPON_REMOVED = "Coupon Removed";
    public static final String PRODUCT_ADDED_TO_WISHLIST = "Product Added to Wishlist";
    public static final String PRODUCT_REMOVED_FROM_WISHLIST = "Product Removed from Wishlist";
    public static final String WISHLIST_PRODUCT_ADDED_TO_CART = "Wishlist Product Added to Cart";
    public static final String PRODUCT_SHARED = "Product Shared";
    public static final String CART_SHARED = "Cart Shared";
    public static final String PRODUCT_REVIEWED = "Product Reviewed";
    public static final String EMAIL_DELIVERED = "Email Delivered";
    public static final String EMAIL_OPENED = "Email Opened";
    public static final String EMAIL_LINK_CLICKED = "Email Link Clicked";
    public static final String EMAIL_BOUNCED = "Email Bounced";
    public static final String EMAIL_MARKED_AS_SPAM = "Email Marked as Spam";
    public static final String EMAIL_REPLIED = "Email Replied";
    public static final String UNSUBSCRIBED = "Unsubscribed";
    public static final String EMAIL_UNSUBSCRIBED = "Email Unsubscribed";
    public static final String PUSH_NOTIFICATION_RECEIVED = "Push Notification Received";
    public static final String PUSH_NOTIFICATION_TAPPED = "Push Notification Tapped";
    public static final String PUSH_NOTIFICATION_BOUNCED = "Push Notification Bounced";
    public static final String PUSH_NOTIFICATION_OPENED = "Push Notification Opened";
    public static final String SMS_DELIVERED = "SMS Delivered";
    public static final String SMS_BOUNCED = "SMS Bounced";
    public static final String SMS_LINK_CLICKED = "SMS Link Clicked";
    public static final String SMS_REPLIED = "SMS Replied";
    public static final String MESSAGE_OPENED = "Message Opened";
    public static final String MESSAGE_SENT = "Message Sent";
    public static final String LIVE_CHAT_CONVERSATION_STARTED = "Live Chat Conversation Started";
    public static final String LIVE_CHAT_CONVERSATION_ENDED = "Live Chat Conversation Ended";
    public static final String LIVE_CHAT_MESSAGE_SENT = "Live Chat Message Sent";
    public static final String LIVE_CHAT_MESSAGE_RECEIVED = "Live Chat Message Received";
    public static final String EXPERIMENT_VIEWED = "Experiment Viewed";
    public static final String SIGNED_UP = "Signed Up";
    public static final String SIGNED_IN = "Signed In";
    public static final String SIGNED_OUT = "Signed Out";

    /** All of them. */
    public static final List<String> ALL = List.of(
            PRODUCTS_SEARCHED,
            PRODUCT_LIST_VIEWED,
            PRODUCT_LIST_FILTERED,
            PROMOTION_VIEWED,
            PROMOTION_CLICKED,
            PRODUCT_CLICKED,
            PRODUCT_VIEWED,
            PRODUCT_ADDED,
            PRODUCT_REMOVED,
            CART_VIEWED,
            CHECKOUT_STARTED,
            CHECKOUT_STEP_VIEWED,
            CHECKOUT_STEP_COMPLETED,
            PAYMENT_INFO_ENTERED,
            ORDER_UPDATED,
            ORDER_COMPLETED,
            ORDER_REFUNDED,
            ORDER_CANCELLED,
            COUPON_ENTERED,
            COUPON_APPLIED,
            COUPON_DENIED,
            COUPON_REMOVED,
            PRODUCT_ADDED_TO_WISHLIST,
            PRODUCT_REMOVED_FROM_WISHLIST,
            WISHLIST_PRODUCT_ADDED_TO_CART,
            PRODUCT_SHARED,
            CART_SHARED,
            PRODUCT_REVIEWED,
            EMAIL_DELIVERED,
            EMAIL_OPENED,
            EMAIL_LINK_CLICKED,
            EMAIL_BOUNCED,
            EMAIL_MARKED_AS_SPAM,
            EMAIL_REPLIED,
            UNSUBSCRIBED,
            EMAIL_UNSUBSCRIBED,
            PUSH_NOTIFICATION_RECEIVED,
            PUSH_NOTIFICATION_TAPPED,
            PUSH_NOTIFICATION_BOUNCED,
            PUSH_NOTIFICATION_OPENED,
            SMS_DELIVERED,
            SMS_BOUNCED,
            SMS_LINK_CLICKED,
            SMS_REPLIED,
            MESSAGE_OPENED,
            MESSAGE_SENT,
            LIVE_CHAT_CONVERSATION_STARTED,
            LIVE_CHAT_CONVERSATION_ENDED,
            LIVE_CHAT_MESSAGE_SENT,
            LIVE_CHAT_MESSAGE_RECEIVED,
            EXPERIMENT_VIEWED,
            SIGNED_UP,
            SIGNED_IN,
            SIGNED_OUT);

    private StandardEvents() {}
}
