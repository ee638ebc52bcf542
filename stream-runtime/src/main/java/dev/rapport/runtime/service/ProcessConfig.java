package dev.rapport.runtime.service;

import dev.rapport.runtime.admin.HttpServerConfig;
import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.streams.StreamsTuning;
import java.util.Optional;

/**
 * Settings that every process has, whichever services are in it.
 *
 * @param registryUrl schema registry to use; without it the process runs its own
 */
record ProcessConfig(
        KafkaConnection kafka,
        HttpServerConfig http,
        TopicsConfig topics,
        Optional<String> registryUrl,
        StreamsTuning streams) {
    static ProcessConfig from(Settings settings, ConfigReader in, int defaultPort) {
        var kafka = KafkaConnection.from(settings, in);
        var http = HttpServerConfig.from(in, defaultPort);
        var topics = TopicsConfig.from(in);
        var registryUrl = in.optionalText(
                "registry.url", "Schema registry that speaks Confluent's API; without it this process runs its own.");
        return new ProcessConfig(kafka, http, topics, registryUrl, StreamsTuning.from(in));
    }
}
