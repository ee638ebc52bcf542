package dev.rapport.schemas.topic;

/** How what a topic or store holds of a customer becomes unreadable when that customer is erased. See docs/adr/0066. */
public enum ErasureRoute {
    /** Nothing of a customer is there: control inputs, and aggregates, which stay. */
    NOTHING_PERSONAL("nothing personal"),
    /** The fields marked personal are encrypted under the customer's key, and the key is destroyed. */
    KEY("key destroyed"),
    /** The last record of the customer's keys is replaced by a tombstone, or the entry deleted. */
    TOMBSTONE("tombstone"),
    /** Read anew from its topic at every start, and changed when the topic changes. */
    SOURCE("follows its topic"),
    /** It stays on purpose: a customer's no, or a receipt. It names the customer by a pseudonym at most. */
    KEPT("kept on purpose");

    private final String text;

    ErasureRoute(String text) {
        this.text = text;
    }

    /** For the generated references. */
    public String text() {
        return text;
    }
}
