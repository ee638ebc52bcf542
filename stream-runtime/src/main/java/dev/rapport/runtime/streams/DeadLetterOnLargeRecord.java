package dev.rapport.runtime.streams;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * Where a record would write one that is too large for Kafka, the record read goes to the dead letters, is counted, and
 * the partition moves on. Whatever else fails at writing stops the client, or is tried again, as Kafka decides.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // as the interface
public final class DeadLetterOnLargeRecord implements ProductionExceptionHandler {
    private final DefaultProductionExceptionHandler kafka = new DefaultProductionExceptionHandler();
    private @Nullable MeterRegistry meters;

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
        meters = DeadLetterCounter.registry(config);
        kafka.configure(config);
    }

    /** Kafka's answer to fail has the dead letter with it. */
    private Response unlessTooLarge(ErrorHandlerContext context, Exception exception, Response answer) {
        if (!StopCause.isTooLarge(exception)) {
            return answer;
        }
        DeadLetterCounter.count(meters, context.topic(), "production");
        return Response.resume(answer.deadLetterQueueRecords());
    }
}
