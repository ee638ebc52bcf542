package dev.rapport.quickstart.pipeline;

import dev.rapport.runtime.config.Settings;
import java.nio.file.Path;

/**
 * What a pipeline in one JVM is made from.
 *
 * @param dataDir   everything it keeps: {@code kafka/}, {@code identity.secret} and {@code layout} cannot be rebuilt,
 *                  {@code state/} can
 * @param httpPort  port of the one HTTP server, 0 for any free one
 * @param kafkaPort port of the broker on the loopback interface, 0 for any free one
 * @param settings  the operator's settings; they win over those for small machines
 */
public record PipelineConfig(Path dataDir, int httpPort, int kafkaPort, Settings settings) {
    public PipelineConfig {
        dataDir = dataDir.toAbsolutePath().normalize();
    }

    /**
     * Looks at both ports, so that a taken one costs nothing.
     *
     * @throws PipelineException with the option that chooses another
     */
    public void requireFreePorts() {
        Ports.requireFree(httpPort, "--port");
        Ports.requireFreeOnLoopback(kafkaPort, "--kafka-port");
    }
}
