package dev.rapport.replay;

import dev.rapport.replay.ReplayItem.Kind;
import dev.rapport.replay.SourceFile.ItemConsumer;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.mapping.Mapped;
import dev.rapport.runtime.mapping.RowGroups;
import dev.rapport.runtime.mapping.RowMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is sent of the rows of a file, in their order. */
final class MappedItems {
    private static final String NO_PATH = "a deletion of a customer cannot be sent from a file";

    private final RowMapper mapper;
    private final RowGroups<SourceRow> groups;
    private final ItemConsumer items;

    MappedItems(RowMapper mapper, ItemConsumer items) {
        this.mapper = mapper;
        this.groups = new RowGroups<>(mapper);
        this.items = items;
    }

    void add(SourceRow row) throws InterruptedException {
        map(groups.add(row));
    }

    /** There are no more rows. */
    void finish() throws InterruptedException {
        map(groups.finish());
    }

    private void map(List<SourceRow> rows) throws InterruptedException {
        if (rows.isEmpty()) {
            return;
        }
        var first = rows.get(0);
        var mapped = mapper.map(rows);
        if (mapped instanceof Mapped.Events events) {
            send(first, events.events());
        } else if (mapped instanceof Mapped.Product product) {
            items.accept(item(Kind.PRODUCT, first, json(product.fields())));
        } else if (mapped instanceof Mapped.ProductDeletion deletion) {
            items.accept(item(Kind.PRODUCT_DELETION, first, deletion.productId()));
        } else if (mapped instanceof Mapped.CustomerDeletion) {
            reject(rows, first, NO_PATH);
        } else if (mapped instanceof Mapped.Unmapped unmapped) {
            send(first, unmapped.withdrawals());
            reject(rows, rows.get(unmapped.index()), unmapped.problem());
        }
    }

    private void send(SourceRow row, List<Map<String, Object>> events) throws InterruptedException {
        for (var event : events) {
            items.accept(item(Kind.EVENT, row, json(event)));
        }
    }

    private static ReplayItem item(Kind kind, SourceRow row, String body) {
        return new ReplayItem(kind, row.place(), row.written(), body, Optional.empty());
    }

    /** Rows that are one event are rejected together. */
    private void reject(List<SourceRow> rows, SourceRow wrong, String problem) throws InterruptedException {
        var text = wrong.place() + ": " + problem;
        for (var row : rows) {
            var body = json(rejected(row, text));
            items.accept(new ReplayItem(Kind.EVENT, row.place(), row.written(), body, Optional.of(text)));
        }
    }

    /** Its properties are the problem, not an object: capture rejects it as INVALID_FIELD and keeps it as it is. */
    private Map<String, Object> rejected(SourceRow row, String problem) {
        var event = new LinkedHashMap<String, Object>();
        event.put("type", "track");
        event.put("messageId", mapper.messageId(List.of(row)));
        event.put("properties", problem);
        event.put("row", row.original());
        return event;
    }

    private static String json(Map<String, Object> event) {
        return Json.exactNumbers().valueToTree(event).toString();
    }
}
