package dev.rapport.ingestion.app;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.EventCheck;
import dev.rapport.ingestion.capture.http.CaptureResource;
import dev.rapport.ingestion.capture.http.ProjectSettingsResource;
import dev.rapport.ingestion.capture.http.RequestMeters;
import dev.rapport.ingestion.capture.http.SourceConfigResource;
import dev.rapport.ingestion.capture.kafka.EventMeters;
import dev.rapport.ingestion.capture.kafka.KafkaEventSink;
import dev.rapport.ingestion.capture.kafka.KafkaSinkConfig;
import dev.rapport.runtime.service.Service;
import dev.rapport.runtime.service.ServiceContext;
import dev.rapport.runtime.service.ServiceFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;

/** Wires ingestion: capture over HTTP in front of Kafka. */
public final class IngestionServiceFactory implements ServiceFactory {
    @Override
    public List<String> applicationIds() {
        return List.of();
    }

    @Override
    public Service create(ServiceContext context) {
        var captureConfig = CaptureConfig.from(context.config());
        var sink = sink(context);
        var answers = new AnswerThreads();
        return new IngestionService(
                sink,
                answers,
                List.of(
                        captureResource(context, captureConfig, sink, answers),
                        new ProjectSettingsResource(captureConfig),
                        new SourceConfigResource(captureConfig)));
    }

    private static KafkaEventSink sink(ServiceContext context) {
        var config = KafkaSinkConfig.from(context.config());
        return new KafkaEventSink(
                () -> KafkaEventSink.producer(context.kafka(), config),
                context.serdes(),
                config,
                new EventMeters(context.meters()));
    }

    private static CaptureResource captureResource(
            ServiceContext context, CaptureConfig config, KafkaEventSink sink, Executor answers) {
        var check = new EventCheck(config, () -> UUID.randomUUID().toString());
        return new CaptureResource(
                new Capture(check, sink), config, new RequestMeters(context.meters()), InstantSource.system(), answers);
    }
}
