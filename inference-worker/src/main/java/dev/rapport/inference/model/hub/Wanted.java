package dev.rapport.inference.model.hub;

/** Which files of a model are needed. */
public enum Wanted {
    /** All that is needed to write with it. */
    MODEL,
    /** Its tokenizer alone, which is small. */
    TOKENIZER
}
