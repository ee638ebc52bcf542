package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.measure.TemporaryFolder;
import dev.rapport.embedded.EmbeddedKafka;
import dev.rapport.embedded.EmbeddedKafkaConfig;
import dev.rapport.registry.LocalRegistry;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.kafka.TopicSetup;
import dev.rapport.runtime.service.ServiceFactory;
import dev.rapport.runtime.service.ServiceProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A broker with Rapport's topics and a schema registry, set up as the demo's, on a directory that goes with it. */
final class BenchmarkKafka implements AutoCloseable {
    /** Of every topic that grows with events. */
    static final int PARTITIONS = 2;

    private final TemporaryFolder dir;
    private final EmbeddedKafka broker;
    private final ServiceProcess services;

    private BenchmarkKafka(TemporaryFolder dir, EmbeddedKafka broker, ServiceProcess services) {
        this.dir = dir;
        this.broker = broker;
        this.services = services;
    }

    static BenchmarkKafka start(List<ServiceFactory> factories) {
        var dir = TemporaryFolder.create();
        try {
            var broker = EmbeddedKafka.start(EmbeddedKafkaConfig.in(dir.path().resolve("kafka")));
            try {
                var settings = Settings.of(Map.of(
                        "kafka.bootstrap.servers", broker.bootstrapServers(),
                        "http.host", "127.0.0.1",
                        "http.port", "0",
                        "topics.partitions", Integer.toString(PARTITIONS),
                        "streams.state-dir", dir.path().resolve("state").toString()));
                var kafka = KafkaConnection.to(broker.bootstrapServers());
                new TopicSetup(kafka, Optional.of(PARTITIONS), (short) 1).create(List.of());
                return new BenchmarkKafka(
                        dir, broker, ServiceProcess.start(settings, 0, factories, LocalRegistry.unlessRemote()));
            } catch (RuntimeException | Error e) {
                broker.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            dir.close();
            throw e;
        }
    }

    /** Topics, registry and the services that were asked for. */
    ServiceProcess services() {
        return services;
    }

    /** Where stores of topologies go. */
    Path stateDir() {
        return dir.path().resolve("state");
    }

    @Override
    public void close() {
        services.close();
        broker.close();
        dir.close();
    }
}
