package dev.rapport.scoring.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.runtime.streams.Projection;
import dev.rapport.schemas.Reply;
import dev.rapport.schemas.topic.Topics;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Replies by prompt, the newest of every customer, and the latest of all. Thread-safe for readers. */
public final class Replies implements Projection<Reply> {
    /** Latest replies of all customers together. */
    public static final int MAX_LATEST = 200;

    private static final int MAX_OF_CUSTOMER = 100;

    private static final String BY_PROMPT = "prompt|";
    private static final String EVERYBODY = "";

    private final StoreSlot<Reply> slot;
    private final NewestEntries promptsOfCustomer = new NewestEntries("customer|", MAX_OF_CUSTOMER);
    private final NewestEntries latest = new NewestEntries("latest|", MAX_LATEST);
    private final ViewContext context;

    Replies(ViewContext context) {
        this.slot = new StoreSlot<>(context, Topics.REPLIES);
        this.context = context;
    }

    @Override
    public void open(KeyValueStore<String, byte[]> store) {
        slot.open(store);
    }

    @Override
    public void take(String key, @Nullable Reply reply, byte @Nullable [] bytes, long appendedAt) {
        if (reply == null || bytes == null) {
            return;
        }
        var store = slot.store();
        var promptId = reply.getPromptId();
        store.put(BY_PROMPT + promptId, bytes);
        promptsOfCustomer
                .put(store, key, reply.getTriggeredAt().toEpochMilli(), promptId, promptId.getBytes(UTF_8))
                .ifPresent(evicted -> store.delete(BY_PROMPT + new String(evicted, UTF_8)));
        latest.put(store, EVERYBODY, appendedAt, promptId, bytes);
        context.publish(new StreamEvent.ReplyPublished(reply));
    }

    /** The reply to a prompt, while it is among the newest of its customer. */
    public Optional<Reply> find(String promptId) {
        return Optional.ofNullable(slot.find(BY_PROMPT + promptId));
    }

    /**
     * At most so many replies to a customer, by the time of what triggered them, newest first.
     *
     * @param ids under which they were written
     */
    public List<Reply> newestOf(List<String> ids, int limit) {
        return ids.stream()
                .flatMap(customerId -> promptsOfCustomer.newest(slot.readable(), customerId, limit).stream())
                .flatMap(promptId -> Stream.ofNullable(slot.find(BY_PROMPT + new String(promptId, UTF_8))))
                .sorted(Comparator.comparing(Reply::getTriggeredAt).reversed())
                .limit(limit)
                .toList();
    }

    /** At most so many of the latest replies, in the order they were published, newest first. */
    public List<Reply> latest(int limit) {
        return latest.newest(slot.readable(), EVERYBODY, limit).stream()
                .map(slot::decode)
                .toList();
    }
}
