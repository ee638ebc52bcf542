package dev.rapport.runtime.service;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.http.AdminRoutes;
import dev.rapport.runtime.http.Health;
import dev.rapport.runtime.http.HttpServer;
import dev.rapport.runtime.http.HttpServerConfig;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.kafka.TopicSetup;
import dev.rapport.runtime.metrics.Meters;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.value.FailureLine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Services in one process behind one HTTP server: settings, topics, registry, services, server, in this order, and back
 * in the opposite order on {@link #close()}. One service in a container, all of them in the quickstart.
 */
public final class ServiceProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final HttpServerConfig http;
    private final int port;
    private final AvroSerdes serdes;
    private final KafkaConnection kafka;
    private final Meters meters;

    /**
     * Starts everything and returns when the server answers; health says when the services are ready.
     *
     * @param defaultPort port when {@code http.port} is not set
     * @param factories   services to run
     * @param registry    which schema registry they use
     * @throws dev.rapport.runtime.config.ConfigException with every wrong setting
     */
    public static ServiceProcess start(
            Settings settings, int defaultPort, List<ServiceFactory> factories, RegistrySource registry) {
        return new ServiceProcess(settings, defaultPort, factories, registry);
    }

    /** Every setting of a process with these services, in the order read; starts nothing and connects to nothing. */
    public static List<ConfigReader.Documented> documented(
            int defaultPort, List<ServiceFactory> factories, RegistrySource registry) {
        var settings = Settings.none();
        var config = new ConfigReader(settings);
        var shared = ProcessConfig.from(settings, config, defaultPort, registry);
        try (var meters = new Meters()) {
            var context = new ServiceContext(
                    config, shared.kafka(), new AvroSerdes(new LazyRegistry()), shared.streams(), meters.registry());
            factories.forEach(factory -> factory.create(context));
        }
        return config.documented();
    }

    private ServiceProcess(
            Settings settings, int defaultPort, List<ServiceFactory> factories, RegistrySource registry) {
        var config = new ConfigReader(settings);
        var shared = ProcessConfig.from(settings, config, defaultPort, registry);
        kafka = shared.kafka();
        meters = own(new Meters());
        try {
            var lazyRegistry = new LazyRegistry();
            serdes = new AvroSerdes(lazyRegistry);
            var context = new ServiceContext(config, kafka, serdes, shared.streams(), meters.registry());
            var services =
                    factories.stream().map(factory -> factory.create(context)).toList();
            config.finish();
            config.unknownVariables()
                    .forEach(name -> LOG.warn("environment variable {}: there is no such setting", name));

            LOG.atInfo().addKeyValue("kafka", kafka.bootstrapServers()).log("connecting");
            if (!factories.isEmpty()) {
                createTopics(shared.topics(), factories);
            }
            var opened = shared.registry().open(kafka);
            own(opened.close()::run);
            lazyRegistry.open(opened.registry());
            var routes = new ArrayList<>(opened.routes());
            services.forEach(service -> routes.addAll(service.routes()));
            var broker = own(BrokerHealth.start(kafka));
            var health = new ArrayList<Supplier<Health>>();
            services.forEach(service -> health.add(service::health));
            health.add(broker::health);
            routes.add(new AdminRoutes(meters.registry(), health));
            http = shared.http();
            var server = own(HttpServer.start(http, routes));
            port = server.port();
            for (var service : services) {
                own(service);
                service.start(failure::complete);
                LOG.atInfo().addKeyValue("service", service.name()).log("service started");
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** The port the server is bound to. */
    public int port() {
        return port;
    }

    /** Where the server listens; its port may be 0 there. */
    public HttpServerConfig http() {
        return http;
    }

    /** Serdes over the registry in use. */
    public AvroSerdes serdes() {
        return serdes;
    }

    /** How this process reaches Kafka. */
    public KafkaConnection kafka() {
        return kafka;
    }

    /** The meters of the process. */
    public Meters meters() {
        return meters;
    }

    /** Completes with the first error that only a restart can heal. */
    public CompletableFuture<Throwable> failure() {
        return failure;
    }

    @Override
    public void close() {
        for (var i = opened.size() - 1; i >= 0; i--) {
            try {
                opened.get(i).close();
            } catch (Exception e) {
                LOG.atWarn().addKeyValue("error", FailureLine.of(e)).log("closing failed");
                LOG.debug("why closing failed", e);
            }
        }
        opened.clear();
    }

    private void createTopics(TopicsConfig topics, List<ServiceFactory> factories) {
        new TopicSetup(kafka, topics.partitions(), (short) topics.replication())
                .create(factories.stream()
                        .flatMap(factory -> factory.applicationIds().stream())
                        .toList());
    }

    private <T extends AutoCloseable> T own(T part) {
        opened.add(part);
        return part;
    }
}
