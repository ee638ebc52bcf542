package dev.rapport.inference.text;

/** Receives texts while they are written, on the model's thread: must be short. */
@FunctionalInterface
public interface TextListener {
    /** Ignores everything. */
    TextListener NONE = (candidate, part) -> {};

    /**
     * More of a candidate's text: whole characters, in order; all parts together are the text of the candidate.
     *
     * @param candidate its number in the order of drawing, counted from 0; the result has them in the order of their scores
     */
    void part(int candidate, String part);
}
