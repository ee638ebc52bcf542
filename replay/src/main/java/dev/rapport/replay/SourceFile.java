package dev.rapport.replay;

import dev.rapport.runtime.mapping.UnusableFileException;
import java.io.IOException;
import java.nio.file.Path;

/** A file to replay, row by row; never in memory as a whole. */
sealed interface SourceFile permits CsvFile, JsonLinesFile, JsonRecordsFile, MerchantFile, MerchantTable {
    /** Takes the rows; what it throws ends the reading. */
    @FunctionalInterface
    interface ItemConsumer {
        void accept(ReplayItem item) throws InterruptedException;
    }

    EncodedFile file();

    default Path path() {
        return file().path();
    }

    /** For messages about its rows. */
    default String name() {
        return String.valueOf(path().getFileName());
    }

    /**
     * Reads the whole file, so that one in another encoding is found before anything is sent.
     *
     * @throws UnusableFileException when it is not text, or does not have the columns that the mapping names
     */
    void check() throws IOException;

    /** For people: a file without rows is no fault, but seldom meant. */
    static String nothingIn(SourceFile source) {
        return source.path() + ": there is nothing to send in it";
    }

    /** Reads every row in its order; always the same items. */
    void read(ItemConsumer items, BytesRead bytes) throws IOException, InterruptedException;
}
