package dev.rapport.runtime.streams;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/**
 * A record whose bytes cannot be read goes to the dead letters, is counted, and the partition
 * moves on. When the schema registry is away or refuses the record may be good: then the client stops.
 */
public final class DeadLetterOnBadRecord implements DeserializationExceptionHandler {
    private StreamsLetters letters = StreamsLetters.of(Map.of());

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        if (StopCause.in(exception)) {
            return Response.fail();
        }
        return Response.resume(letters.write(context, record.key(), record.value(), exception, "deserialization"));
    }

    @Override
    public void configure(Map<String, ?> config) {
        letters = StreamsLetters.of(config);
    }
}
