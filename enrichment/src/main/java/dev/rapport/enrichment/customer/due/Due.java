package dev.rapport.enrichment.customer.due;

/**
 * A customer who is looked at again at a time.
 *
 * @param at by the clock of receipt, in milliseconds since the epoch, not negative
 */
public record Due(long at, String customerId, DueKind kind) {
    private static final int DIGITS = 19;

    /** Sorts by time, then by customer, then by kind. */
    public String key() {
        return upTo(at) + customerId + ':' + kind.name();
    }

    /** Before all keys of this time. */
    public static String upTo(long at) {
        return String.format("%0" + DIGITS + "d:", at);
    }

    /** Reads {@link #key()}. */
    public static Due of(String key) {
        var kind = key.lastIndexOf(':');
        return new Due(
                Long.parseLong(key.substring(0, DIGITS)),
                key.substring(DIGITS + 1, kind),
                DueKind.valueOf(key.substring(kind + 1)));
    }
}
