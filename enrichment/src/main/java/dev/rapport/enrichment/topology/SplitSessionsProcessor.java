package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.state.LearntSession;
import dev.rapport.schemas.Session;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Sessions that ended go out; their products, without whose they are, and ticks go to the learner of recommendations. */
final class SplitSessionsProcessor extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {
    private final String published;
    private final String learner;

    /**
     * @param published node that writes sessions
     * @param learner   node that takes what is learnt from
     */
    SplitSessionsProcessor(String published, String learner) {
        this.published = published;
        this.learner = learner;
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        if (!(record.value() instanceof Session session)) {
            context().forward(record, learner);
            return;
        }
        context().forward(record, published);
        if (!session.getProductIds().isEmpty()) {
            var learnt = new LearntSession(
                    session.getSessionId(), session.getEndedAt().toEpochMilli(), session.getProductIds());
            context().forward(record.withKey("").withValue(learnt), learner);
        }
    }
}
