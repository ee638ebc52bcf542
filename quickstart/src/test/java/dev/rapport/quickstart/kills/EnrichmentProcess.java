package dev.rapport.quickstart.kills;

import dev.rapport.enrichment.app.EnrichmentServiceFactory;
import dev.rapport.registry.LocalRegistry;
import dev.rapport.runtime.service.ServiceMain;
import dev.rapport.testkit.process.SupervisedProcess;
import java.nio.file.Path;
import java.util.List;

/** Enrichment alone, with a registry of its own in Kafka. */
final class EnrichmentProcess {
    private EnrichmentProcess() {}

    /** @param folder of its state */
    static SupervisedProcess of(String bootstrapServers, Path folder) {
        return new SupervisedProcess(
                "enrichment",
                List.of("-Xmx256m"),
                EnrichmentProcess.class,
                List.of(
                        "--kafka.bootstrap.servers=" + bootstrapServers,
                        "--http.host=127.0.0.1",
                        "--http.port=0",
                        "--topics.partitions=" + CaptureProcess.PARTITIONS,
                        "--topics.replication=1",
                        "--streams.state-dir=" + folder.resolve("enrichment-state")));
    }

    public static void main(String[] args) {
        System.exit(ServiceMain.run(args, 0, List.of(new EnrichmentServiceFactory()), LocalRegistry.alone()));
    }
}
