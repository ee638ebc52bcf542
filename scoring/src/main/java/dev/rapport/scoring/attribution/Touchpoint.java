package dev.rapport.scoring.attribution;

import org.jspecify.annotations.Nullable;

/**
 * An engagement with one of our replies, or an event that names its source.
 *
 * @param messageId  the event
 * @param occurredAt milliseconds since the epoch
 * @param source     the campaign of the reply, or utm_source
 * @param promptId   prompt of the reply; null for other sources
 * @param campaignId campaign of the reply; null for other sources and while it is unknown
 * @param arm        arm of the reply; null as the campaign
 */
public record Touchpoint(
        String messageId,
        long occurredAt,
        String source,
        @Nullable String promptId,
        @Nullable String campaignId,
        @Nullable String arm) {}
