package dev.rapport.runtime.deadletter;

/** Headers of dead letters: those that Kafka Streams gives its own, and ours beside them. */
public final class LetterHeaders {
    /** Begins every header about the error, as in Kafka Streams. */
    public static final String ERRORS = "__streams.errors.";

    public static final String EXCEPTION = ERRORS + "exception";
    public static final String MESSAGE = ERRORS + "message";
    public static final String STACK_TRACE = ERRORS + "stacktrace";
    public static final String TOPIC = ERRORS + "topic";
    public static final String PARTITION = ERRORS + "partition";
    public static final String OFFSET = ERRORS + "offset";

    /** Begins every header about a letter that is cut to size. */
    public static final String CUT = "rapport.cut.";

    public static final String KEY_SIZE = CUT + "key.size";
    public static final String VALUE_SIZE = CUT + "value.size";
    /** What failed: a tag of the meter, too. */
    public static final String STAGE = "rapport.letter.stage";
    /** How many headers of the original are left out, because the record would be too large with them. */
    public static final String DROPPED = "rapport.headers.dropped";
    /** On what was sent again, and all that comes of it: the id of the letter. */
    public static final String REDRIVEN = "rapport.redriven";
    /** Beside it: when, in milliseconds since the epoch. */
    public static final String REDRIVEN_AT = "rapport.redriven.at";

    private LetterHeaders() {}

    /** Whether a header says that its record was sent again. */
    public static boolean isRedrive(String name) {
        return name.equals(REDRIVEN) || name.equals(REDRIVEN_AT);
    }

    /** Whether a header is of the original record, and not about a letter that it once was. */
    public static boolean isOriginal(String name) {
        return !name.startsWith(ERRORS) && !name.startsWith(CUT) && !name.equals(DROPPED) && !name.equals(STAGE);
    }
}
