package dev.rapport.ingestion.app;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.Sources;
import dev.rapport.ingestion.capture.cdc.connect.ChangeIntakes;
import dev.rapport.ingestion.capture.cdc.connect.ChangeMeters;
import dev.rapport.ingestion.capture.cdc.connect.ChangeSinks;
import dev.rapport.ingestion.capture.cloudevents.CloudEventsTopic;
import dev.rapport.ingestion.capture.segment.SubmissionReader;
import dev.rapport.ingestion.capture.topic.EventIntake;
import dev.rapport.ingestion.capture.topic.RecordIntake;
import dev.rapport.ingestion.capture.topic.SafeIntake;
import dev.rapport.ingestion.capture.topic.TopicConsumer;
import dev.rapport.ingestion.capture.topic.TopicFormat;
import dev.rapport.ingestion.capture.topic.TopicMeters;
import dev.rapport.ingestion.capture.topic.TopicSource;
import dev.rapport.ingestion.capture.topic.TopicsConfig;
import dev.rapport.ingestion.catalog.ProductIntake;
import dev.rapport.ingestion.catalog.ProductSink;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.service.ServiceContext;
import java.util.HashMap;

/** Wires the Kafka topics that events come from. */
final class TopicIntakes {
    private final Capture capture;
    private final TopicMeters meters;
    private final TopicFormat cloudEvents;
    private final ChangeIntakes changes;

    TopicIntakes(ServiceContext context, CaptureConfig config, Sources sources, Capture capture, ProductSink catalog) {
        this.capture = capture;
        this.meters = new TopicMeters(context.meters());
        var reader = new SubmissionReader(config, sources);
        this.cloudEvents = new CloudEventsTopic(reader, config);
        var sinks = new ChangeSinks(
                capture, new ProductIntake(catalog), catalog, meters, new ChangeMeters(context.meters()));
        this.changes = new ChangeIntakes(reader, context.serdes(), sinks);
    }

    /** Reads the topics of the configuration once it is started. */
    TopicConsumer consumer(KafkaConnection kafka, TopicsConfig topics) {
        var byTopic = new HashMap<String, RecordIntake>();
        topics.sources().forEach(source -> byTopic.put(source.topic(), of(source)));
        return TopicConsumer.of(kafka, topics.group(), byTopic, meters);
    }

    /** What takes the records of a topic. */
    RecordIntake of(TopicSource source) {
        var intake =
                switch (source.format()) {
                    case CLOUDEVENTS -> new EventIntake(source.source(), cloudEvents, capture, meters);
                    case DEBEZIUM, SALESFORCE -> changes.of(source);
                };
        return new SafeIntake(source.source(), intake, capture, meters);
    }
}
