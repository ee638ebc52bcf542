package dev.rapport.replay;

import dev.rapport.runtime.mapping.Row;

/** A row that knows where it stands. */
interface SourceRow extends Row {
    /** File and row, for messages. */
    String place();

    /** As it stands in its file. */
    String written();

    /** What is kept of it where it is rejected: its values, or its text. */
    Object original();
}
