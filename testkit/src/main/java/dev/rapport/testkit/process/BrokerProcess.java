package dev.rapport.testkit.process;

import static org.awaitility.Awaitility.await;

import dev.rapport.embedded.EmbeddedKafka;
import dev.rapport.embedded.EmbeddedKafkaConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A broker in a JVM of its own that comes back on the same port. */
public final class BrokerProcess {
    private static final Duration MAX_WAIT = Duration.ofMinutes(2);

    private final Path folder;
    private final int port;
    private final SupervisedProcess process;

    private BrokerProcess(Path folder, int port) {
        this.folder = folder;
        this.port = port;
        this.process = new SupervisedProcess(
                "broker",
                List.of("-Xmx256m"),
                BrokerProcess.class,
                List.of(folder.resolve("kafka").toString(), Integer.toString(port)));
    }

    public static BrokerProcess start(Path folder) throws IOException {
        var broker = new BrokerProcess(folder, freePort());
        broker.ensureRunning();
        return broker;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public void restart() throws InterruptedException {
        process.stop(MAX_WAIT.toSeconds());
        ensureRunning();
    }

    public void killAndRestart() throws InterruptedException {
        process.kill();
        ensureRunning();
    }

    public void kill() throws InterruptedException {
        process.kill();
    }

    public static void main(String[] args) throws InterruptedException {
        var config = EmbeddedKafkaConfig.in(Path.of(args[0])).withPort(Integer.parseInt(args[1]));
        var kafka = EmbeddedKafka.start(config);
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
        new CountDownLatch(1).await();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void ensureRunning() {
        // Started again where it ends at once: its port may still be held by a connection of the one before.
        await().atMost(MAX_WAIT).pollDelay(Duration.ZERO).until(() -> {
            process.ensureRunning(folder);
            return answers();
        });
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
