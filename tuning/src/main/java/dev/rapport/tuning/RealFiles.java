package dev.rapport.tuning;

import dev.rapport.tuning.corpus.LabelledRequests;
import dev.rapport.tuning.corpus.ProductTitles;
import dev.rapport.tuning.corpus.RealText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Files with real text to mix into generated pairs, of which a part is kept back and measured on.
 *
 * @param requests as {@link LabelledRequests#read} takes it
 * @param products as {@link ProductTitles#read} takes it
 */
public record RealFiles(Optional<Path> requests, Optional<Path> products) {
    /** No files. */
    public static final RealFiles NONE = new RealFiles(Optional.empty(), Optional.empty());

    /** @throws dev.rapport.tuning.corpus.BadDataException on what cannot be used */
    RealText read() throws IOException {
        return new RealText(
                requests.isPresent() ? LabelledRequests.read(requests.get()) : LabelledRequests.NONE,
                products.isPresent() ? ProductTitles.read(products.get()) : ProductTitles.NONE);
    }
}
