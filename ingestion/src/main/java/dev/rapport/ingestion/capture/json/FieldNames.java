package dev.rapport.ingestion.capture.json;

/** Names of the fields of the objects that a walk through JSON is inside of: a repeated one is noticed without a set for each. */
final class FieldNames {
    /** Of the objects around a place together; more are left to a parser that keeps sets. */
    private static final int MAX = 128;

    private final String[] names = new String[MAX];
    private final int[] starts;
    private int depth;
    private int size;

    /** @param maxDepth of objects and arrays */
    FieldNames(int maxDepth) {
        this.starts = new int[maxDepth];
    }

    void clear() {
        depth = 0;
        size = 0;
    }

    /** An object or array begins; the caller knows that it is not too deep. */
    void open() {
        starts[depth++] = size;
    }

    void close() {
        size = starts[--depth];
    }

    /** Whether the name is certainly the first of its kind in the innermost object. */
    boolean isNew(String name) {
        if (size == MAX) {
            return false;
        }
        var hash = name.hashCode();
        for (var i = starts[depth - 1]; i < size; i++) {
            if (names[i].hashCode() == hash && names[i].equals(name)) {
                return false;
            }
        }
        names[size++] = name;
        return true;
    }
}
