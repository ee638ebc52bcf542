package dev.rapport.inference.model;

import java.util.List;

/** Text to token ids and back. Safe for use by several threads. */
public interface Tokenizer extends AutoCloseable {

    /**
     * Ids of untrusted text: every character is plain text, so that a typed {@code <|endoftext|>} becomes
     * the ids of its characters and never the control token. Lone surrogates become U+FFFD.
     */
    int[] encode(String text);

    /** Ids of a text in which control tokens such as {@code <|endoftext|>} count, as in a corpus that we wrote. */
    int[] encodeWithControlTokens(String text);

    /**
     * The text of ids, decoded together; bytes that are not UTF-8 become U+FFFD. Control tokens appear as they are
     * written, ids that are not in the vocabulary give nothing.
     */
    String decode(int[] ids);

    /**
     * The vocabulary's spelling of each id, for example {@code Ġworld}.
     *
     * @throws ModelException when an id is not in the vocabulary
     */
    List<String> tokens(int[] ids);

    /** The bytes that an id stands for, part of a character at times; none when it is not in the vocabulary. */
    byte[] bytes(int id);

    /** Whether an id stands for no text: it is none of what the model has written. */
    boolean isControlToken(int id);

    /** Most bytes of a text, in UTF-8, that one id can stand for; positive. */
    int longestToken();

    /** Ids that exist, one more than the largest. */
    int vocabularySize();

    @Override
    void close();
}
