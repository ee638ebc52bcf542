package dev.rapport.runtime.service;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.value.Checks;
import java.util.Optional;

/**
 * How topics that are missing are created.
 *
 * @param partitions  instead of the catalogue's number, at least 1
 * @param replication copies of every partition; -1 lets the brokers decide
 */
record TopicsConfig(Optional<Integer> partitions, int replication) {
    TopicsConfig {
        partitions.ifPresent(count -> Checks.atLeast(1, count, "topics.partitions"));
        Checks.between(-1, Short.MAX_VALUE, replication, "topics.replication");
        if (replication == 0) {
            throw new IllegalArgumentException("topics.replication=0: must be at least 1, or -1");
        }
    }

    static TopicsConfig from(ConfigReader in) {
        var partitions =
                in.integer("topics.partitions", 0, "Partitions of new topics; 0 takes the catalogue's number.");
        var replication = in.integer(
                "topics.replication", -1, "Copies of every partition of new topics; -1 lets the brokers decide.");
        return in.build(
                () -> new TopicsConfig(partitions == 0 ? Optional.empty() : Optional.of(partitions), replication),
                () -> new TopicsConfig(Optional.empty(), -1));
    }
}
