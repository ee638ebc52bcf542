package dev.rapport.runtime.service;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.http.HttpServerConfig;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.streams.StreamsTuning;

/**
 * Settings that every process has, whichever services are in it.
 */
record ProcessConfig(
        KafkaConnection kafka,
        HttpServerConfig http,
        TopicsConfig topics,
        RegistrySource.Opener registry,
        StreamsTuning streams) {
    static ProcessConfig from(Settings settings, ConfigReader in, int defaultPort, RegistrySource registry) {
        var kafka = KafkaConnection.from(settings, in);
        var http = HttpServerConfig.from(in, defaultPort);
        var topics = TopicsConfig.from(in);
        return new ProcessConfig(kafka, http, topics, registry.from(in), StreamsTuning.from(in));
    }
}
