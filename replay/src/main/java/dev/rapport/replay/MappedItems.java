package dev.rapport.replay;

import dev.rapport.replay.SourceFile.ItemConsumer;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.mapping.Mapped;
import dev.rapport.runtime.mapping.RowMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is sent of the rows of a file.
 *
 * @param file name for messages
 */
record MappedItems(String file, RowMapper mapper) {
    /** Hands on what rows become that are one event; nothing for no rows. */
    void of(List<CsvRow> rows, ItemConsumer items) throws InterruptedException {
        if (rows.isEmpty()) {
            return;
        }
        var place = place(rows.get(0));
        var mapped = mapper.map(rows);
        if (mapped instanceof Mapped.Events events) {
            for (var event : events.events()) {
                items.accept(new ReplayItem(place, json(event), false, Optional.empty()));
            }
        } else if (mapped instanceof Mapped.Unmapped unmapped) {
            for (var withdrawal : unmapped.withdrawals()) {
                items.accept(new ReplayItem(place, json(withdrawal), false, Optional.empty()));
            }
            var problem = place(rows.get(unmapped.index())) + ": " + unmapped.problem();
            for (var row : rows) {
                items.accept(new ReplayItem(place(row), json(rejected(row, problem)), false, Optional.of(problem)));
            }
        }
    }

    private String place(CsvRow row) {
        return file + " row " + row.number();
    }

    /** Its properties are the problem, not an object: capture rejects it as INVALID_FIELD and keeps it as it is. */
    private Map<String, Object> rejected(CsvRow row, String problem) {
        var event = new LinkedHashMap<String, Object>();
        event.put("type", "track");
        event.put("messageId", mapper.messageId(List.of(row)));
        event.put("properties", problem);
        event.put("row", row.values());
        return event;
    }

    private static String json(Map<String, Object> event) {
        return Json.exactNumbers().valueToTree(event).toString();
    }
}
