package dev.rapport.runtime.streams;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * A record whose bytes cannot be read goes to the dead letters, is counted, and the partition
 * moves on. When the schema registry is away or refuses the record may be good: then the client stops.
 */
public final class DeadLetterOnBadRecord implements DeserializationExceptionHandler {
    private final LogAndContinueExceptionHandler deadLetter = new LogAndContinueExceptionHandler();
    private @Nullable MeterRegistry meters;

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        if (StopCause.in(exception)) {
            return Response.fail();
        }
        DeadLetterCounter.count(meters, context.topic(), "deserialization");
        return deadLetter.handleError(context, record, exception);
    }

    @Override
    public void configure(Map<String, ?> config) {
        meters = DeadLetterCounter.registry(config);
        deadLetter.configure(config);
    }
}
