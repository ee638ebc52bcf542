package dev.rapport.runtime.service;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.streams.StreamsTuning;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What a service is made from.
 *
 * @param config settings to read; the launcher finishes the reading after all services have read theirs
 * @param kafka  how to reach Kafka
 * @param serdes serdes over the registry in use
 * @param streams tuning of topologies
 * @param meters where to register meters
 */
public record ServiceContext(
        ConfigReader config, KafkaConnection kafka, AvroSerdes serdes, StreamsTuning streams, MeterRegistry meters) {}
