package dev.rapport.replay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Items that go with one request, and the place after them. */
final class Batch {
    private static final int MAX_ITEMS = 500;
    private static final int MAX_BYTES = 256 * 1024;

    private final int maxItems;
    private final List<ReplayItem> items = new ArrayList<>();
    private int bytes;
    private Checkpoint.Position end = Checkpoint.Position.START;

    Batch(RateLimit rate) {
        this.maxItems = rate.batchRows(MAX_ITEMS);
    }

    boolean hasRoomFor(ReplayItem item) {
        return items.isEmpty()
                || (items.size() < maxItems && bytes + size(item) <= MAX_BYTES && item.goesWith(items.get(0)));
    }

    /** @param after the place in the replay after this item */
    void add(ReplayItem item, Checkpoint.Position after) {
        items.add(item);
        bytes += size(item);
        end = after;
    }

    List<ReplayItem> items() {
        return items;
    }

    Checkpoint.Position end() {
        return end;
    }

    void clear() {
        items.clear();
        bytes = 0;
    }

    private static int size(ReplayItem item) {
        return item.body().getBytes(StandardCharsets.UTF_8).length + 1;
    }
}
