package dev.rapport.tuning.data;

/**
 * A prompt and the reply to learn.
 *
 * @param prompt ends where the reply begins
 * @param reply  without the end marker; it begins with a space when the prompt does not end with white space
 */
public record Example(String prompt, String reply) {}
