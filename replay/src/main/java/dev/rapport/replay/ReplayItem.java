package dev.rapport.replay;

import java.util.Optional;

/**
 * What is sent of a row or line.
 *
 * @param kind    which request takes it
 * @param place   file and row, for messages
 * @param written the row as it stands in its file
 * @param body    its event or product in JSON, for a line that is not JSON the line as it is; of a deletion the id
 * @param problem why it will be rejected, where that is known already
 */
record ReplayItem(Kind kind, String place, String written, String body, Optional<String> problem) {
    /** What takes an item, and whether it takes several at once. */
    enum Kind {
        EVENT(true),
        /** A line that is not JSON: it would spoil a batch. */
        UNREADABLE(false),
        PRODUCT(true),
        PRODUCT_DELETION(false);

        private final boolean inBatches;

        Kind(boolean inBatches) {
            this.inBatches = inBatches;
        }

        boolean inBatches() {
            return inBatches;
        }
    }

    boolean goesWith(ReplayItem other) {
        return kind == other.kind && kind.inBatches();
    }
}
