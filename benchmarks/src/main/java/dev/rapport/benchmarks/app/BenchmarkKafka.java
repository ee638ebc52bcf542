package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.embedded.EmbeddedKafka;
import dev.rapport.embedded.EmbeddedKafkaConfig;
import dev.rapport.registry.LocalRegistry;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.kafka.TopicSetup;
import dev.rapport.runtime.service.ServiceFactory;
import dev.rapport.runtime.service.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker with Rapport's topics and a schema registry, set up as the demo's, on a directory that goes with it. */
final class BenchmarkKafka implements AutoCloseable {
    /** Of every topic that grows with events. */
    static final int PARTITIONS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(BenchmarkKafka.class);

    private final Path dir;
    private final EmbeddedKafka broker;
    private final ServiceProcess services;

    private BenchmarkKafka(Path dir, EmbeddedKafka broker, ServiceProcess services) {
        this.dir = dir;
        this.broker = broker;
        this.services = services;
    }

    static BenchmarkKafka start(List<ServiceFactory> factories) {
        var dir = temporary();
        try {
            var broker = EmbeddedKafka.start(EmbeddedKafkaConfig.in(dir.resolve("kafka")));
            try {
                var settings = Settings.of(Map.of(
                        "kafka.bootstrap.servers", broker.bootstrapServers(),
                        "http.host", "127.0.0.1",
                        "http.port", "0",
                        "topics.partitions", Integer.toString(PARTITIONS),
                        "streams.state-dir", dir.resolve("state").toString()));
                var kafka = KafkaConnection.to(broker.bootstrapServers());
                new TopicSetup(kafka, Optional.of(PARTITIONS), (short) 1).create(List.of());
                return new BenchmarkKafka(
                        dir, broker, ServiceProcess.start(settings, 0, factories, LocalRegistry.unlessRemote()));
            } catch (RuntimeException | Error e) {
                broker.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            delete(dir);
            throw e;
        }
    }

    /** Topics, registry and the services that were asked for. */
    ServiceProcess services() {
        return services;
    }

    /** Where stores of topologies go. */
    Path stateDir() {
        return dir.resolve("state");
    }

    @Override
    public void close() {
        services.close();
        broker.close();
        delete(dir);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("rapport-bench");
        } catch (IOException e) {
            throw new BenchmarkException("cannot create a temporary folder: " + e.getMessage(), e);
        }
    }

    private static void delete(Path dir) {
        try (var paths = Files.walk(dir)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("a temporary folder could not be deleted");
        }
    }
}
