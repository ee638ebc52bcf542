package dev.rapport.quickstart.report;

import java.util.Set;

/**
 * What the sender knows.
 *
 * @param sent               events sent, repetitions counted
 * @param accepted           events answered as accepted, repetitions counted
 * @param acceptedMessageIds their distinct identifiers
 * @param seconds            time over which they were sent, positive
 */
public record Traffic(long sent, long accepted, Set<String> acceptedMessageIds, double seconds) {}
