package dev.rapport.inference.model.hub;

/** Which files of a model are needed. */
public enum RequiredFiles {
    /** All that is needed to generate text with it. */
    MODEL,
    /** Its tokenizer alone, which is small. */
    TOKENIZER
}
