package dev.rapport.inference.ledger;

/**
 * One offset in one assignment of its partition. Kafka checks who is in the group, not who owns which partition: the epoch
 * is what tells a result of this assignment from one of an earlier assignment of the same partition.
 *
 * @param partition of the prompts topic
 * @param epoch     of the assignment, different for each that this process has seen
 * @param offset    in the partition
 */
public record Ticket(int partition, long epoch, long offset) {}
