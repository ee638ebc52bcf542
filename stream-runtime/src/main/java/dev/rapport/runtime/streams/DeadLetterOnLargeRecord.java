package dev.rapport.runtime.streams;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;

/**
 * Where a record would write one that is too large for Kafka, the record read goes to the dead letters, is counted, and
 * the partition moves on. Whatever else fails at writing stops the client, or is tried again, as Kafka decides.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // as the interface
public final class DeadLetterOnLargeRecord implements ProductionExceptionHandler {
    private final DefaultProductionExceptionHandler kafka = new DefaultProductionExceptionHandler();
    private StreamsLetters letters = StreamsLetters.of(Map.of());

    @Override
    public Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
        return unlessTooLarge(context, exception, kafka.handleError(context, record, exception));
    }

    @Override
    public Response handleSerializationError(
            ErrorHandlerContext context,
            ProducerRecord record,
            Exception exception,
            SerializationExceptionOrigin origin) {
        return unlessTooLarge(context, exception, kafka.handleSerializationError(context, record, exception, origin));
    }

    @Override
    public void configure(Map<String, ?> config) {
        letters = StreamsLetters.of(config);
        kafka.configure(config);
    }

    private Response unlessTooLarge(ErrorHandlerContext context, Exception exception, Response answer) {
        if (!StopCause.isTooLarge(exception)) {
            return answer;
        }
        return Response.resume(
                letters.write(context, context.sourceRawKey(), context.sourceRawValue(), exception, "production"));
    }
}
