package dev.rapport.quickstart.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rapport.quickstart.pipeline.Pipeline;
import dev.rapport.quickstart.pipeline.PipelineConfig;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.service.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Kafka and all services until stopped. */
@Command(
        name = "up",
        description =
                "Runs Kafka and all services on this machine until stopped. Data is kept: the next start continues with it.")
final class UpCommand implements Callable<Integer> {
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    /** Workers drain and topologies commit in less. */
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(60);

    @Spec
    private CommandSpec spec;

    @Mixin
    private PipelineOptions options;

    @Mixin
    private KafkaOptions kafka;

    @Option(
            names = "--campaigns",
            paramLabel = "DIR",
            description = "Folder of campaign files; without it the bundled campaigns run.")
    private @Nullable Path campaigns;

    @Option(names = "--config", paramLabel = "FILE", description = "Properties file with more settings.")
    private @Nullable Path config;

    @Option(names = "--json", description = "Print the addresses as one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException, JsonProcessingException {
        OutputOption.requireFolder(spec, "--data-dir", kafka.dataDir());
        if (kafka.port() != 0 && kafka.port() == options.port()) {
            throw new ParameterException(
                    spec.commandLine(), "--port and --kafka-port: must differ, both are " + kafka.port());
        }
        Map<String, String> more = new LinkedHashMap<>();
        if (campaigns != null) {
            more.put("enrichment.campaigns.dir", campaigns.toString());
        }
        var settings = options.settings(config, more);
        var where = new PipelineConfig(kafka.dataDir(), options.port(), kafka.port(), settings);
        where.requireFreePorts();
        Models.fetch(settings, spec.commandLine().getErr());
        try (var signal = StopSignal.install(Failures.lines(spec.commandLine()), STOPPED_WITHIN);
                var services = Services.of(settings);
                var pipeline = Pipeline.start(where, services.factories())) {
            pipeline.awaitReady(READY_WITHIN);
            warnOfOpenDemoKey(pipeline, settings);
            Addresses.of(pipeline, kafka.dataDir(), settings)
                    .print(spec.commandLine().getOut(), json);
            signal.awaitOr(pipeline.failure());
            Failures.rethrow(pipeline.failure(), signal);
        }
        return ExitCode.OK;
    }

    /** The key is in our documentation: whoever reaches the port can send events with it. */
    private void warnOfOpenDemoKey(Pipeline pipeline, Settings settings) {
        if (pipeline.http().isOpen() && WriteKey.isDemo(settings)) {
            spec.commandLine()
                    .getErr()
                    .println("rapport up: note: listens on " + pipeline.http().host()
                            + " with the published demo write key; set ingestion.capture.write-keys");
        }
    }
}
