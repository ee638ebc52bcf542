package dev.rapport.runtime.streams;

import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A record that our code fails on goes to the dead letters, is counted, and the partition
 * moves on. Where Kafka, a store or the registry fails, the record is not to blame: then the client stops.
 */
public final class DeadLetterOnFailure implements ProcessingExceptionHandler {
    private StreamsLetters letters = StreamsLetters.of(Map.of());

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        if (StopCause.in(exception)) {
            return Response.fail();
        }
        return Response.resume(
                letters.write(context, context.sourceRawKey(), context.sourceRawValue(), exception, "processing"));
    }

    @Override
    public void configure(Map<String, ?> config) {
        letters = StreamsLetters.of(config);
    }
}
