package dev.rapport.replay;

import dev.rapport.runtime.mapping.Mapping;
import dev.rapport.runtime.mapping.RowMapper;
import java.io.IOException;

/** A file of JSON objects, one a line, that a mapping reads as it reads rows. */
record JsonRecordsFile(EncodedFile file, Mapping mapping) implements SourceFile {
    @Override
    public void check() throws IOException {
        new JsonLinesFile(file).check();
    }

    @Override
    public void read(ItemConsumer consumer, BytesRead bytes) throws IOException, InterruptedException {
        var items = new MappedItems(new RowMapper(mapping), consumer);
        JsonLinesFile.eachLine(file, bytes, (number, line) -> items.add(JsonRow.of(name(), number, line)));
        items.finish();
    }
}
