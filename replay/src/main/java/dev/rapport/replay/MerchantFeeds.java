package dev.rapport.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Google Merchant feeds, known by how they begin. */
final class MerchantFeeds {
    /** The header of a table has about as many names as Google has fields. */
    private static final int MAX_BEGINNING = 10_000;

    private MerchantFeeds() {}

    /** The file as a feed; empty where it does not begin like one, or cannot be read, which is told when it is. */
    static Optional<SourceFile> recognised(EncodedFile file) {
        // Whatever the encoding is: what is looked for is ASCII.
        try (var text = new EncodedFile(file.path(), StandardCharsets.ISO_8859_1).open()) {
            var beginning = new char[MAX_BEGINNING];
            var length = Math.max(0, text.read(beginning));
            var start = new String(beginning, 0, length).stripLeading();
            if (start.startsWith("<")) {
                return Optional.of(new MerchantFile(file));
            }
            var header = start.lines().findFirst().orElse("");
            return MerchantTable.isHeader(header) ? Optional.of(new MerchantTable(file)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
