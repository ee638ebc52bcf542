package dev.rapport.quickstart.kills;

import dev.rapport.ingestion.app.IngestionServiceFactory;
import dev.rapport.registry.LocalRegistry;
import dev.rapport.runtime.service.ServiceMain;
import dev.rapport.testkit.process.SupervisedProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ingestion alone, with a registry of its own in Kafka. */
final class CaptureProcess {
    static final String WRITE_KEY = "kills-key";
    static final int PARTITIONS = 3;

    private CaptureProcess() {}

    /** @param more arguments as {@code --name=value} */
    static SupervisedProcess of(String bootstrapServers, int port, String... more) {
        var arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of(
                "--kafka.bootstrap.servers=" + bootstrapServers,
                "--http.host=127.0.0.1",
                "--http.port=" + port,
                "--topics.partitions=" + PARTITIONS,
                "--topics.replication=1",
                "--ingestion.capture.write-keys=" + WRITE_KEY + "=shop"));
        return new SupervisedProcess("capture", List.of("-Xmx128m"), CaptureProcess.class, arguments);
    }

    /** A port for it that it can come back on. */
    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public static void main(String[] args) {
        System.exit(ServiceMain.run(args, 0, List.of(new IngestionServiceFactory()), LocalRegistry.alone()));
    }
}
