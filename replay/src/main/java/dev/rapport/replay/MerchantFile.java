package dev.rapport.replay;

import dev.rapport.replay.ReplayItem.Kind;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.mapping.UnusableFileException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A Google Merchant feed in XML. */
record MerchantFile(EncodedFile file) implements SourceFile {
    /** Read whole: a feed that is cut off must not look like a smaller shop. */
    @Override
    public void check() throws IOException {
        try {
            var products = new int[1];
            MerchantXml.read(file.bytes(new BytesRead()), (fields, line) -> products[0]++);
            if (products[0] == 0) {
                throw new UnusableFileException(path() + ": the feed has no product");
            }
        } catch (MerchantXml.NotAFeedException e) {
            throw new UnusableFileException(path() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nothing is waited for", e);
        }
    }

    @Override
    public void read(ItemConsumer items, BytesRead bytes) throws IOException, InterruptedException {
        try (var in = file.bytes(bytes)) {
            MerchantXml.read(in, (fields, line) -> items.accept(item(fields, line)));
        }
    }

    private ReplayItem item(Map<String, Object> fields, int line) {
        var body = Json.exactNumbers().valueToTree(fields).toString();
        return new ReplayItem(Kind.PRODUCT, name() + " line " + line, body, body, Optional.empty());
    }
}
