package dev.rapport.enrichment.campaign;

import java.util.List;

/**
 * When and how often a campaign writes to one customer.
 *
 * @param window   when it runs
 * @param reEntry  whether it writes again to those it has written to
 * @param caps     how often, all of them at once; none for without limit
 * @param delivery when its messages may be delivered
 * @param priority which campaigns come first
 * @param ordered  whether a customer's replies keep the order of the prompts
 */
public record Pacing(
        Window window,
        ReEntry reEntry,
        List<FrequencyCap> caps,
        Delivery delivery,
        Priority priority,
        boolean ordered) {
    /** At every trigger, at once. */
    public static final Pacing UNLIMITED =
            new Pacing(Window.ALWAYS, ReEntry.ALWAYS, List.of(), Delivery.AT_ONCE, Priority.NORMAL, false);

    public Pacing {
        caps = List.copyOf(caps);
    }

    /** With other caps. */
    public Pacing capped(FrequencyCap... others) {
        return new Pacing(window, reEntry, List.of(others), delivery, priority, ordered);
    }

    /** Whether a rule is about the customer's own day or clock. */
    public boolean isLocal() {
        return delivery.quietHours().isPresent()
                || delivery.sendAt() == SendAt.USUAL_HOUR
                || caps.stream().anyMatch(cap -> cap.per() instanceof FrequencyCap.Per.LocalDay);
    }
}
