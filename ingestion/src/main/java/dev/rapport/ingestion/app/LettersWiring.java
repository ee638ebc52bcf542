package dev.rapport.ingestion.app;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.EventCheck;
import dev.rapport.ingestion.capture.Gate;
import dev.rapport.ingestion.capture.RejectedFormat;
import dev.rapport.ingestion.capture.Sources;
import dev.rapport.ingestion.capture.cloudevents.CloudEventsFormat;
import dev.rapport.ingestion.capture.hubspot.HubSpotConfig;
import dev.rapport.ingestion.capture.hubspot.HubSpotFormat;
import dev.rapport.ingestion.capture.segment.SegmentFormat;
import dev.rapport.ingestion.capture.segment.SubmissionReader;
import dev.rapport.ingestion.capture.sink.EventMeters;
import dev.rapport.ingestion.capture.sink.KafkaEventSink;
import dev.rapport.ingestion.capture.sink.KafkaSinkConfig;
import dev.rapport.ingestion.capture.topic.TopicSource;
import dev.rapport.ingestion.capture.topic.TopicsConfig;
import dev.rapport.ingestion.letters.kafka.CaptureAgain;
import dev.rapport.ingestion.letters.kafka.CaptureParts;
import dev.rapport.ingestion.letters.kafka.DeadLetters;
import dev.rapport.ingestion.letters.kafka.RecordsAgain;
import dev.rapport.runtime.crypto.IdentityConfig;
import dev.rapport.runtime.service.ServiceContext;
import dev.rapport.schemas.id.EventKeys;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Wires dead letters: read from their topics, and sent again through capture or to where they came from. */
final class LettersWiring {
    private final ServiceContext context;
    private final CaptureConfig config;
    private final Sources sources;
    private final Map<String, TopicSource> topics;

    LettersWiring(ServiceContext context, CaptureConfig config, Sources sources, TopicsConfig topics) {
        this.context = context;
        this.config = config;
        this.sources = sources;
        this.topics = topics.sources().stream().collect(Collectors.toMap(TopicSource::topic, Function.identity()));
    }

    /** @param gate what capture is configured with; bytes that are kept have passed its privacy rules already */
    DeadLetters of(KafkaSinkConfig sink, Gate gate) {
        var hash = IdentityConfig.from(context.config()).hash();
        var meters = new EventMeters(context.meters());
        var check = new EventCheck(config);
        var again = gate.withoutPrivacy();
        CaptureAgain capture = (into, newMessageId) -> new Capture(check, again, into, newMessageId);
        var parts = new CaptureParts(
                formats(),
                capture,
                topics.keySet(),
                records(capture),
                producer ->
                        new KafkaEventSink(() -> producer, context.serdes(), new EventKeys(hash::of), sink, meters));
        return new DeadLetters(context.kafka(), context.serdes(), hash::of, parts, context.meters());
    }

    private List<RejectedFormat> formats() {
        return List.of(
                new SegmentFormat(config, sources),
                new CloudEventsFormat(new SubmissionReader(config, sources), config),
                new HubSpotFormat(HubSpotConfig.from(context.config())));
    }

    private RecordsAgain records(CaptureAgain capture) {
        return (topic, events, products, newMessageId) -> {
            var through = capture.into(events, newMessageId);
            return new TopicIntakes(context, config, sources, through, products)
                    .of(Objects.requireNonNull(topics.get(topic)));
        };
    }
}
