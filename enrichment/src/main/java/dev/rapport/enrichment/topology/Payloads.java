package dev.rapport.enrichment.topology;

import dev.rapport.enrichment.state.Move;
import dev.rapport.enrichment.state.MovedFragment;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.schemas.CustomerTransfer;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/** What is sent from customer to customer, as bytes: the contract does not know the state of enrichment. */
final class Payloads {
    private final Serde<SpecificRecord> serde;

    Payloads(AvroSerdes serdes) {
        serde = serdes.anyOf(List.of(ReadEvent.class, Reply.class, Move.class, MovedFragment.class));
    }

    /** @param visited customers that it came through */
    CustomerTransfer wrap(List<String> visited, SpecificRecord payload) {
        var subject = Topics.TRANSFERS.name() + "." + payload.getSchema().getName();
        return new CustomerTransfer(visited, ByteBuffer.wrap(serde.serializer().serialize(subject, payload)));
    }

    SpecificRecord unwrap(CustomerTransfer transfer) {
        var payload = transfer.getPayload().duplicate();
        var bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return Objects.requireNonNull(serde.deserializer().deserialize(Topics.TRANSFERS.name(), bytes));
    }
}
