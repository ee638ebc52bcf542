package dev.rapport.ingestion.app;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.EventCheck;
import dev.rapport.ingestion.capture.http.CaptureResource;
import dev.rapport.ingestion.capture.http.ProjectSettingsResource;
import dev.rapport.ingestion.capture.http.RequestMeters;
import dev.rapport.ingestion.capture.http.SourceConfigResource;
import dev.rapport.ingestion.capture.sink.EventMeters;
import dev.rapport.ingestion.capture.sink.KafkaEventSink;
import dev.rapport.ingestion.capture.sink.KafkaSinkConfig;
import dev.rapport.runtime.crypto.IdentityConfig;
import dev.rapport.runtime.service.Service;
import dev.rapport.runtime.service.ServiceContext;
import dev.rapport.runtime.service.ServiceFactory;
import dev.rapport.schemas.id.EventKeys;
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
        var identity = IdentityConfig.from(context.config());
        var sinkConfig = KafkaSinkConfig.from(context.config());
        var sink = sink(context, identity, sinkConfig);
        var answers = new AnswerThreads();
        return new IngestionService(
                sink,
                identity,
                new TickClock(InstantSource.system(), sinkConfig.tickInterval(), sink::tick),
                answers,
                List.of(
                        captureResource(context, captureConfig, sink, answers),
                        new ProjectSettingsResource(captureConfig),
                        new SourceConfigResource(captureConfig)));
    }

    private static KafkaEventSink sink(ServiceContext context, IdentityConfig identity, KafkaSinkConfig config) {
        return new KafkaEventSink(
                () -> KafkaEventSink.producer(context.kafka(), config),
                context.serdes(),
                new EventKeys(identity.hash()::of),
                config,
                new EventMeters(context.meters()));
    }

    private static CaptureResource captureResource(
            ServiceContext context, CaptureConfig config, KafkaEventSink sink, Executor answers) {
        var capture = new Capture(
                new EventCheck(config), sink, () -> UUID.randomUUID().toString());
        return new CaptureResource(
                capture, config, new RequestMeters(context.meters()), InstantSource.system(), answers);
    }
}
