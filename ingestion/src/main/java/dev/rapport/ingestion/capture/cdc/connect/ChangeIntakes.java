package dev.rapport.ingestion.capture.cdc.connect;

import dev.rapport.ingestion.capture.cdc.ChangeFormat;
import dev.rapport.ingestion.capture.cdc.debezium.DebeziumFormat;
import dev.rapport.ingestion.capture.cdc.salesforce.SalesforceFormat;
import dev.rapport.ingestion.capture.segment.SubmissionReader;
import dev.rapport.ingestion.capture.topic.RecordIntake;
import dev.rapport.ingestion.capture.topic.TopicSource;
import dev.rapport.ingestion.capture.topic.TopicSource.Converter;
import dev.rapport.runtime.serde.AvroSerdes;

/** Makes what takes the change events of a topic. */
public final class ChangeIntakes {
    private final RowEvents rows;
    private final AvroSerdes serdes;
    private final ChangeSinks sinks;

    /**
     * @param reader of the events that rows are mapped to
     * @param serdes over the registry that Connect's Avro is read with
     */
    public ChangeIntakes(SubmissionReader reader, AvroSerdes serdes, ChangeSinks sinks) {
        this.rows = new RowEvents(reader);
        this.serdes = serdes;
        this.sinks = sinks;
    }

    /** @param source of a format of change events */
    public RecordIntake of(TopicSource source) {
        var messages = new MessageReader(reader(source.keys()), reader(source.values()));
        return new ChangeIntake(source, messages, format(source), rows, sinks);
    }

    private ConnectReader reader(Converter converter) {
        return switch (converter) {
            case JSON -> new JsonReader();
            case AVRO -> new AvroReader(serdes.generic());
        };
    }

    private static ChangeFormat format(TopicSource source) {
        return switch (source.format()) {
            case DEBEZIUM -> new DebeziumFormat(source.tombstonesDelete());
            case SALESFORCE -> new SalesforceFormat();
            case CLOUDEVENTS -> throw new IllegalArgumentException("CloudEvents are not change events");
        };
    }
}
