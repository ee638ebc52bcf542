package dev.rapport.ingestion.capture.privacy;

/** What becomes of a field, the strictest last. */
enum FieldAction {
    /** An IP address loses the part that tells one household from another; what is not an address is dropped. */
    TRUNCATE,
    /** Texts and numbers are replaced by their hash, everywhere in it. */
    HASH,
    /** It is left out. */
    DROP
}
