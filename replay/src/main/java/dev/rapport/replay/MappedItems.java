package dev.rapport.replay;

import dev.rapport.replay.ReplayItem.Kind;
import dev.rapport.replay.SourceFile.ItemConsumer;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.mapping.Mapped;
import dev.rapport.runtime.mapping.RowGroups;
import dev.rapport.runtime.mapping.RowMapper;
import java.util.ArrayList;
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
        for (var item : mapper.map(rows).fold(new Items(rows))) {
            items.accept(item);
        }
    }

    /** What is sent of each kind of result, in order. */
    private final class Items implements Mapped.Cases<List<ReplayItem>> {
        private final List<SourceRow> rows;
        private final SourceRow first;

        Items(List<SourceRow> rows) {
            this.rows = rows;
            this.first = rows.get(0);
        }

        @Override
        public List<ReplayItem> events(Mapped.Events mapped) {
            return sent(mapped.events());
        }

        @Override
        public List<ReplayItem> product(Mapped.Product product) {
            return List.of(item(Kind.PRODUCT, json(product.fields())));
        }

        @Override
        public List<ReplayItem> productDeletion(Mapped.ProductDeletion deletion) {
            return List.of(item(Kind.PRODUCT_DELETION, deletion.productId()));
        }

        @Override
        public List<ReplayItem> customerDeletion(Mapped.CustomerDeletion deletion) {
            return rejected(first, NO_PATH);
        }

        @Override
        public List<ReplayItem> skipped(Mapped.Skipped skipped) {
            return List.of();
        }

        @Override
        public List<ReplayItem> unmapped(Mapped.Unmapped unmapped) {
            var items = new ArrayList<>(sent(unmapped.withdrawals()));
            items.addAll(rejected(rows.get(unmapped.index()), unmapped.problem()));
            return items;
        }

        private List<ReplayItem> sent(List<Map<String, Object>> events) {
            return events.stream().map(event -> item(Kind.EVENT, json(event))).toList();
        }

        private ReplayItem item(Kind kind, String body) {
            return new ReplayItem(kind, first.place(), first.written(), body, Optional.empty());
        }

        /** Rows that are one event are rejected together. */
        private List<ReplayItem> rejected(SourceRow wrong, String problem) {
            var text = wrong.place() + ": " + problem;
            return rows.stream()
                    .map(row -> new ReplayItem(
                            Kind.EVENT, row.place(), row.written(), json(rejection(row, text)), Optional.of(text)))
                    .toList();
        }
    }

    /** Its properties are the problem, not an object: capture rejects it as INVALID_FIELD and keeps it as it is. */
    private Map<String, Object> rejection(SourceRow row, String problem) {
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
