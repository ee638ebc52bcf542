package dev.rapport.quickstart.simulator;

import java.time.Instant;
import java.util.Map;

/**
 * One call that the shop's tracking makes.
 *
 * @param at   when it is made
 * @param json the call in Segment's format, without {@code sentAt}; values are texts, numbers, maps and lists
 */
public record ShopEvent(Instant at, String messageId, Map<String, Object> json) {}
