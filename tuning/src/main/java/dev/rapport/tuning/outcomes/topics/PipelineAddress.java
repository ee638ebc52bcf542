package dev.rapport.tuning.outcomes.topics;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.kafka.KafkaConnection;
import java.util.Optional;

/**
 * Where a pipeline's topics are; the settings are those of its services.
 *
 * @param kafka       its brokers
 * @param registryUrl its schema registry; without one the schemas are in a topic beside the others
 */
public record PipelineAddress(KafkaConnection kafka, Optional<String> registryUrl) {
    /** From {@code kafka.*} and {@code registry.url}; settings of services may be among them. */
    public static PipelineAddress from(Settings settings) {
        var in = new ConfigReader(settings);
        return new PipelineAddress(
                KafkaConnection.from(settings, in),
                in.optionalText("registry.url", "Schema registry that speaks Confluent's API."));
    }
}
