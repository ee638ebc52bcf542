package dev.rapport.planted.impure.scoring.metric;

import org.apache.kafka.common.Uuid;

/** R2: a core that knows Kafka. */
public record Arms(Uuid id) {}
