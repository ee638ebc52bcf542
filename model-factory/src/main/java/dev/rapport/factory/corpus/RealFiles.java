package dev.rapport.factory.corpus;

import dev.rapport.tuning.pair.BadDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Files of real text to mix into the generated one; a part of it is held out for the evaluation.
 *
 * @param requests as {@link LabelledRequests#read} takes it
 * @param products as {@link ProductTitles#read} takes it
 */
public record RealFiles(Optional<Path> requests, Optional<Path> products) {
    /** No files. */
    public static final RealFiles NONE = new RealFiles(Optional.empty(), Optional.empty());

    /**
     * All of both.
     *
     * @throws BadDataException on what cannot be used, and when nothing is left to measure on
     */
    public RealText read() throws IOException {
        var text = new RealText(
                requests.isPresent() ? LabelledRequests.read(requests.get()) : LabelledRequests.NONE,
                products.isPresent() ? ProductTitles.read(products.get()) : ProductTitles.NONE);
        requests.ifPresent(file -> requireSome(text.requests().evaluation(), file, "requests", "measured on"));
        products.ifPresent(file -> requireSome(text.products().evaluation(), file, "titles", "measured on"));
        return text;
    }

    /**
     * All of both, of which some can be trained on.
     *
     * @throws BadDataException as {@link #read()}, and when there is nothing to train on
     */
    public RealText readForTraining() throws IOException {
        var text = read();
        requests.ifPresent(file -> requireSome(text.requests().training(), file, "requests", "trained on"));
        products.ifPresent(file -> requireSome(text.products().training(), file, "titles", "trained on"));
        return text;
    }

    private static void requireSome(List<?> some, Path file, String what, String use) {
        if (some.isEmpty()) {
            throw new BadDataException(
                    file + ": too few " + what + ": a hash decides which are trained on and which are"
                            + " kept for the evaluation, and none may be " + use);
        }
    }
}
