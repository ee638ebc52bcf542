package dev.rapport.quickstart.report;

import java.util.Set;

/**
 * What the sender knows.
 *
 * @param sent               events sent, repetitions counted
 * @param accepted           events answered as accepted, repetitions counted
 * @param acceptedMessageIds distinct identifiers of those whose capture is still to be checked
 * @param seconds            time over which they were sent, positive
 */
public record Traffic(long sent, long accepted, Set<String> acceptedMessageIds, double seconds) {}
