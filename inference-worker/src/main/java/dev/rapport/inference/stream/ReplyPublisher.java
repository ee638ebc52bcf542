package dev.rapport.inference.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes replies, dead letters and offsets visible in one transaction, or none of them. One thread. */
final class ReplyPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyPublisher.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;

    /** Ends a transaction that an earlier process of the same slot left open, and fences that process. */
    ReplyPublisher(Producer<byte[], byte[]> producer) {
        this.producer = producer;
        producer.initTransactions();
    }

    /**
     * One transaction.
     *
     * @param offsets of every partition that an output is about, at least one
     * @return false when it was aborted: nothing is visible, and the same may be tried again
     * @throws KafkaException when only a restart can help: another process has this slot, or the fate of the
     *     transaction is unknown. What it holds is then visible completely or not at all, and never twice
     */
    boolean publish(
            List<ProducerRecord<byte[], byte[]>> outputs,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group) {
        try {
            producer.beginTransaction();
            for (var output : outputs) {
                // A failure shows in the commit.
                var unused = producer.send(output);
            }
            producer.sendOffsetsToTransaction(offsets, group);
        } catch (ProducerFencedException
                | AuthorizationException
                | InvalidPidMappingException
                | UnsupportedVersionException e) {
            throw e;
        } catch (KafkaException e) {
            return abort(e);
        }
        return commit();
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }

    private boolean commit() {
        try {
            producer.commitTransaction();
            return true;
        } catch (org.apache.kafka.common.errors.TimeoutException
                | org.apache.kafka.common.errors.InterruptException
                | ProducerFencedException
                | AuthorizationException
                | InvalidPidMappingException e) {
            throw e;
        } catch (KafkaException e) {
            return abort(e);
        }
    }

    private boolean abort(KafkaException cause) {
        LOG.atWarn().addKeyValue("error", cause.toString()).log("transaction aborted, trying again");
        producer.abortTransaction();
        return false;
    }
}
