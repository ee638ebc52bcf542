package dev.rapport.ingestion.app;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.EventCheck;
import dev.rapport.ingestion.capture.Gate;
import dev.rapport.ingestion.capture.http.Admission;
import dev.rapport.ingestion.capture.http.CaptureResource;
import dev.rapport.ingestion.capture.http.CloudEventsResource;
import dev.rapport.ingestion.capture.http.HubSpotResource;
import dev.rapport.ingestion.capture.http.ProjectSettingsResource;
import dev.rapport.ingestion.capture.http.RequestMeters;
import dev.rapport.ingestion.capture.http.SourceConfigResource;
import dev.rapport.ingestion.capture.hubspot.HubSpotConfig;
import dev.rapport.ingestion.capture.plan.PlanCheck;
import dev.rapport.ingestion.capture.plan.PlanMeters;
import dev.rapport.ingestion.capture.privacy.PrivacyGate;
import dev.rapport.ingestion.capture.privacy.PrivacyMeters;
import dev.rapport.ingestion.capture.sink.EventMeters;
import dev.rapport.ingestion.capture.sink.KafkaEventSink;
import dev.rapport.ingestion.capture.sink.KafkaSinkConfig;
import dev.rapport.ingestion.capture.sink.PromptSink;
import dev.rapport.ingestion.capture.source.ConfiguredSources;
import dev.rapport.ingestion.capture.source.SourceMeters;
import dev.rapport.ingestion.capture.topic.TopicsConfig;
import dev.rapport.ingestion.letters.api.DeadLettersPage;
import dev.rapport.ingestion.letters.api.DeadLettersResource;
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
        var sourceMeters = new SourceMeters(context.meters());
        var sources = ConfiguredSources.from(context.config(), sourceMeters::refusedFile);
        var identity = IdentityConfig.from(context.config());
        var sinkConfig = KafkaSinkConfig.from(context.config());
        var eventMeters = new EventMeters(context.meters());
        var sink = sink(context, identity, sinkConfig, eventMeters);
        var prompt = new PromptSink(sink, eventMeters, sinkConfig.stallTimeout());
        var gate = gate(context, identity);
        var capture = new Capture(new EventCheck(captureConfig), gate, prompt, () -> UUID.randomUUID()
                .toString());
        var admission = new Admission(sources, sourceMeters);
        var answers = new AnswerThreads();
        var catalog = new CatalogParts(context, sinkConfig, answers);
        var topics = TopicsConfig.from(context.config());
        var letters = new LettersWiring(context, captureConfig, sources, topics).of(sinkConfig, gate);
        return new IngestionService(
                sink,
                prompt,
                identity,
                catalog,
                new TickClock(InstantSource.system(), sinkConfig.tickInterval(), sink::tick),
                answers,
                new TopicIntakes(context, captureConfig, sources, capture, catalog.sink())
                        .consumer(context.kafka(), topics),
                letters,
                List.of(
                        captureResource(context, capture, captureConfig, admission, answers),
                        cloudEvents(context, capture, captureConfig, admission, answers),
                        hubSpot(context, capture, captureConfig, answers),
                        new ProjectSettingsResource(sources),
                        new SourceConfigResource(sources),
                        catalog.routes(),
                        new DeadLettersResource(letters, InstantSource.system()),
                        new DeadLettersPage()));
    }

    private static Gate gate(ServiceContext context, IdentityConfig identity) {
        return Gate.of(
                PlanCheck.from(context.config(), new PlanMeters(context.meters())),
                PrivacyGate.from(context.config(), identity.hash(), new PrivacyMeters(context.meters())));
    }

    private static KafkaEventSink sink(
            ServiceContext context, IdentityConfig identity, KafkaSinkConfig config, EventMeters meters) {
        return new KafkaEventSink(
                () -> KafkaEventSink.producer(context.kafka(), config),
                context.serdes(),
                new EventKeys(identity.hash()::of),
                config,
                meters);
    }

    private static HubSpotResource hubSpot(
            ServiceContext context, Capture capture, CaptureConfig limits, Executor answers) {
        return new HubSpotResource(
                capture,
                limits,
                HubSpotConfig.from(context.config()),
                new RequestMeters(context.meters()),
                InstantSource.system(),
                answers);
    }

    private static CloudEventsResource cloudEvents(
            ServiceContext context, Capture capture, CaptureConfig limits, Admission admission, Executor answers) {
        return new CloudEventsResource(
                capture, limits, admission, new RequestMeters(context.meters()), InstantSource.system(), answers);
    }

    private static CaptureResource captureResource(
            ServiceContext context, Capture capture, CaptureConfig limits, Admission admission, Executor answers) {
        return new CaptureResource(
                capture, limits, admission, new RequestMeters(context.meters()), InstantSource.system(), answers);
    }
}
