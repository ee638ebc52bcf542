package dev.rapport.quickstart.app;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where {@code up} keeps what it keeps; {@code doctor} looks there. */
final class KafkaOptions {
    @Option(
            names = "--kafka-port",
            paramLabel = "N",
            defaultValue = "9092",
            description = "Port of the Kafka broker on this machine; 0 takes any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Folder that everything is kept in (default: ./${DEFAULT-VALUE}).")
    private Path dataDir;

    int port() {
        return port;
    }

    Path dataDir() {
        return dataDir;
    }
}
