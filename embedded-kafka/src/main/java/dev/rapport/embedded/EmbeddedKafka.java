package dev.rapport.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * A running Kafka broker in this JVM, reachable on the loopback interface without encryption or login. Its threads are
 * daemons. Data survives {@link #close} and also a killed process; the next start may use another port.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);

    private final DataDirectory directory;
    private final KafkaRaftServer server;
    private final int port;
    private final CompletableFuture<String> fault;
    private final DirectoryWatch watch;
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private boolean closed;

    private EmbeddedKafka(
            DataDirectory directory,
            KafkaRaftServer server,
            int port,
            CompletableFuture<String> fault,
            EmbeddedKafkaConfig config) {
        this.directory = directory;
        this.server = server;
        this.port = port;
        this.fault = fault;
        this.watch = DirectoryWatch.start(config, this::fail);
        // What Kafka says of a directory that is gone or full names the consequence, not the cause.
        var unused = fault.thenAccept(text -> fail(DirectoryWatch.fault(config).orElse("Kafka stopped: " + text)));
    }

    /**
     * Starts a broker and returns when clients can use it: about a second, three the first time in a JVM.
     *
     * @throws EmbeddedKafkaException when directory, disk or port cannot be used, with one line that says what to do
     */
    public static synchronized EmbeddedKafka start(EmbeddedKafkaConfig config) {
        var directory = DataDirectory.open(config.dataDir(), config.minFreeBytes());
        var fault = FatalFaults.watch();
        try {
            requireFree(config.port());
            var settings = BrokerSettings.of(directory.logDir(), config.port(), config.settings());
            var server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
            startup(server, fault, config);
            directory.started();
            var port = part(server, "broker", BrokerServer.class)
                    .boundPort(new ListenerName(BrokerSettings.CLIENT_LISTENER));
            return new EmbeddedKafka(directory, server, port, fault, config);
        } catch (IOException | ReflectiveOperationException | ExecutionException | RuntimeException e) {
            release(directory, fault);
            throw StartFailures.startFailed(config, e);
        } catch (ExceptionInInitializerError e) {
            // Kafka registers shutdown hooks when its classes are loaded: too late once the JVM is ending.
            release(directory, fault);
            throw new EmbeddedKafkaException("the process was told to stop while Kafka started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            release(directory, fault);
            throw new EmbeddedKafkaException("interrupted while Kafka started", e);
        }
    }

    /** Address for clients, {@code 127.0.0.1:<port>}. */
    public String bootstrapServers() {
        return BrokerSettings.HOST + ":" + port;
    }

    /** Completes when the broker cannot go on, with one line that says why; only a new process can help. */
    public CompletableFuture<Throwable> failure() {
        return failure;
    }

    /** Stops the broker and gives the directory free; a broker that has failed is only let go. Later calls do nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        watch.close();
        if (!failure.isDone()) {
            server.shutdown();
            server.awaitShutdown();
            noteStop();
        }
        release(directory, fault);
    }

    private void noteStop() {
        try {
            directory.stopped();
        } catch (IOException e) {
            LOG.warn("The state of the data directory could not be noted", e);
        }
    }

    private void fail(String line) {
        failure.complete(new EmbeddedKafkaException(line));
    }

    private static void startup(KafkaRaftServer server, CompletableFuture<String> fault, EmbeddedKafkaConfig config)
            throws InterruptedException, ExecutionException {
        var started = new CompletableFuture<Void>();
        var thread = new Thread(() -> complete(started, server), "embedded-kafka-start");
        thread.setDaemon(true);
        thread.start();
        CompletableFuture.anyOf(started, fault).get();
        if (fault.isDone()) {
            throw new EmbeddedKafkaException(DirectoryWatch.fault(config).orElseGet(fault::join));
        }
    }

    @SuppressWarnings("CatchingUnchecked")
    private static void complete(CompletableFuture<Void> started, KafkaRaftServer server) {
        try {
            var controller = part(server, "controller", ControllerServer.class);
            controller.startup();
            LastSession.forget(controller);
            // Leaves the controller as it is and starts the broker.
            server.startup();
            started.complete(null);
        } catch (Throwable e) {
            started.completeExceptionally(e);
        }
    }

    /** Kafka finds a taken port only after it has opened its logs, and says it less clearly. */
    private static void requireFree(int port) {
        try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            LOG.debug("Port {} is free", probe.getLocalPort());
        } catch (IOException e) {
            throw StartFailures.portTaken(port, e);
        }
    }

    /** Kafka has no public way to start one part before the other, nor to ask for the port that it got. */
    private static <T> T part(KafkaRaftServer server, String name, Class<T> type) throws ReflectiveOperationException {
        var field = KafkaRaftServer.class.getDeclaredField(name);
        field.setAccessible(true);
        return type.cast(((Option<?>) field.get(server)).get());
    }

    private static void release(DataDirectory directory, CompletableFuture<String> fault) {
        FatalFaults.forget(fault);
        try {
            directory.close();
        } catch (IOException e) {
            LOG.warn("Lock of the data directory could not be released", e);
        }
    }
}
