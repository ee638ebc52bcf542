package dev.rapport.quickstart.pipeline;

import dev.rapport.embedded.EmbeddedKafka;
import dev.rapport.embedded.EmbeddedKafkaConfig;
import dev.rapport.registry.LocalRegistry;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.crypto.IdentityConfig;
import dev.rapport.runtime.http.HttpServerConfig;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.service.ServiceFactory;
import dev.rapport.runtime.service.ServiceProcess;
import dev.rapport.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A real Kafka broker, all services and one HTTP server in this JVM. Everything it keeps is in the data directory; after
 * a kill the next start on the same directory goes on where it was.
 */
public final class Pipeline implements AutoCloseable {
    private final EmbeddedKafka kafka;
    private final ServiceProcess services;

    private final List<String> deadLetterTopics;
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    private Pipeline(EmbeddedKafka kafka, ServiceProcess services, List<String> deadLetterTopics) {
        this.kafka = kafka;
        this.services = services;
        this.deadLetterTopics = deadLetterTopics;
        var unusedOfServices = services.failure().thenAccept(failure::complete);
        var unusedOfKafka = kafka.failure().thenAccept(failure::complete);
    }

    /**
     * Starts the broker, then the services; returns when the HTTP server answers.
     *
     * @throws RuntimeException with one line that says what to do; nothing is left running
     */
    public static Pipeline start(PipelineConfig config, List<ServiceFactory> factories) {
        config.requireFreePorts();
        DataLayout.require(config.dataDir());
        var kafkaDir = config.dataDir().resolve("kafka");
        var identity = identity(config, kafkaDir);
        var kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(kafkaDir).withPort(config.kafkaPort()));
        try {
            var settings =
                    withSmallMachineDefaults(config, kafka.bootstrapServers()).with(identity);
            var deadLetterTopics = factories.stream()
                    .flatMap(factory -> factory.applicationIds().stream())
                    .map(Topics::deadLetters)
                    .toList();
            var services = ServiceProcess.start(settings, config.httpPort(), factories, LocalRegistry.unlessRemote());
            return new Pipeline(kafka, services, deadLetterTopics);
        } catch (RuntimeException | Error e) {
            kafka.close();
            throw e;
        }
    }

    /**
     * Waits until every service says that it is ready.
     *
     * @throws PipelineException when a service fails or is not ready in time
     */
    public void awaitReady(Duration timeout) {
        Readiness.await(url(), failure, timeout);
    }

    /** Address of the HTTP server for this machine, without a slash at its end. */
    public String url() {
        var host = services.http().host();
        return "http://" + (isName(host) ? "localhost" : host) + ":" + services.port();
    }

    /** Where the HTTP server listens. */
    public HttpServerConfig http() {
        return services.http();
    }

    /** Kafka's address. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** How to reach Kafka as the services do. */
    public KafkaConnection connection() {
        return services.kafka();
    }

    /** Serdes of the topics. */
    public AvroSerdes serdes() {
        return services.serdes();
    }

    /** Topics of what could not be processed. */
    public List<String> deadLetterTopics() {
        return deadLetterTopics;
    }

    /** Completes with the first error that only a restart can heal. */
    public CompletableFuture<Throwable> failure() {
        return failure;
    }

    @Override
    public void close() {
        services.close();
        kafka.close();
    }

    /** Whether this machine reaches the host by its own name. */
    private static boolean isName(String host) {
        return host.equals(HttpServerConfig.LOOPBACK)
                || host.equals("127.0.0.1")
                || host.equals("0.0.0.0")
                || host.contains(":");
    }

    /** The data directory's own secret, unless the operator has set another. */
    private static Map<String, String> identity(PipelineConfig config, Path kafkaDir) {
        var isSet = Stream.of(IdentityConfig.SECRET, IdentityConfig.SECRET_FILE).anyMatch(key -> config.settings()
                .get(key)
                .filter(value -> !value.isEmpty())
                .isPresent());
        return isSet
                ? Map.of()
                : Map.of(
                        IdentityConfig.SECRET_FILE,
                        IdentitySecretFile.in(config.dataDir(), kafkaDir).toString());
    }

    private static Settings withSmallMachineDefaults(PipelineConfig config, String bootstrapServers) {
        Map<String, String> flags = new LinkedHashMap<>();
        flags.put("kafka.bootstrap.servers", bootstrapServers);
        flags.put("http.port", Integer.toString(config.httpPort()));
        flags.put("streams.state-dir", config.dataDir().resolve("state").toString());
        if (config.settings().get("topics.partitions").isEmpty()) {
            flags.put("topics.partitions", "2");
        }
        return config.settings().with(flags);
    }
}
