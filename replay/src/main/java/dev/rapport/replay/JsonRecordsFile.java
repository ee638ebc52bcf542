package dev.rapport.replay;

import dev.rapport.runtime.mapping.Mapping;
import dev.rapport.runtime.mapping.RowMapper;
import java.io.IOException;

/** A file of JSON objects that a mapping reads as it reads rows. */
record JsonRecordsFile(EncodedFile file, Mapping mapping) implements SourceFile {
    @Override
    public void check() throws IOException {
        new JsonText(file).check();
    }

    @Override
    public void read(ItemConsumer consumer, BytesRead bytes) throws IOException, InterruptedException {
        var items = new MappedItems(new RowMapper(mapping), consumer);
        new JsonText(file)
                .each(bytes, (line, number, text) -> items.add(JsonRow.of(name() + " line " + line, number, text)));
        items.finish();
    }
}
