package dev.rapport.runtime.streams;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A record that our code fails on goes to the dead letters, is counted, and the partition
 * moves on. Where Kafka, a store or the registry fails, the record is not to blame: then the client stops.
 */
public final class DeadLetterOnFailure implements ProcessingExceptionHandler {
    private final LogAndContinueProcessingExceptionHandler deadLetter = new LogAndContinueProcessingExceptionHandler();
    private @Nullable MeterRegistry meters;

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        if (StopCause.in(exception)) {
            return Response.fail();
        }
        DeadLetterCounter.count(meters, context.topic(), "processing");
        return deadLetter.handleError(context, record, exception);
    }

    @Override
    public void configure(Map<String, ?> config) {
        meters = DeadLetterCounter.registry(config);
        deadLetter.configure(config);
    }
}
