package dev.rapport.inference.stream;

import dev.rapport.schemas.Reply;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A record of the prompts topic that has been dealt with but is not yet published.
 *
 * @param partition where it lies
 * @param offset    its own offset
 * @param output    what has to become visible together with its being done: a reply or a dead letter
 * @param reply     the reply in {@code output}, null for a dead letter
 */
record Finished(
        TopicPartition partition,
        long offset,
        ProducerRecord<byte[], byte[]> output,
        @Nullable Reply reply) {}
