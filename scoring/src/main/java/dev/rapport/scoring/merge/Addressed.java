package dev.rapport.scoring.merge;

import dev.rapport.scoring.state.Transfer;

/**
 * A message and whom it is for.
 *
 * @param customerId who must get it
 * @param transfer   the message
 */
public record Addressed(String customerId, Transfer transfer) {}
