package dev.rapport.replay;

import java.io.IOException;

/** A file of Segment events in JSON. */
record JsonLinesFile(EncodedFile file) implements SourceFile {
    @Override
    public void check() throws IOException {
        new JsonText(file).check();
    }

    @Override
    public void read(ItemConsumer items, BytesRead bytes) throws IOException, InterruptedException {
        new JsonText(file)
                .each(
                        bytes,
                        (line, number, text) -> items.accept(JsonLines.item(name() + " line " + line, number, text)));
    }
}
