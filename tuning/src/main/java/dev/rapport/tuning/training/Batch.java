package dev.rapport.tuning.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Sequences side by side, padded on the right to a common length.
 *
 * @param ids     {@code [size * length]} inputs, row by row
 * @param size    number of sequences
 * @param length  of each; a multiple of 16 where the model has that many positions
 * @param rows    positions in {@code ids} whose next token counts; filled up with 0 to a multiple of 128
 * @param targets those next tokens
 * @param weights what each counts for; 0 where filled up
 * @param tokens  inputs, padding not counted
 */
@SuppressWarnings("ArrayRecordComponent")
public record Batch(long[] ids, int size, int length, long[] rows, long[] targets, float[] weights, int tokens) {
    private static final int STEP = 16;
    /** PyTorch prepares, and keeps, megabytes of code for every number of rows that it has not seen yet. */
    private static final int ROWS_STEP = 128;

    /** @param positions longest input the model takes */
    public static Batch of(List<Sequence> sequences, int positions) {
        var longest = sequences.stream().mapToInt(Sequence::length).max().orElseThrow() - 1;
        if (longest > positions) {
            throw new IllegalArgumentException(
                    "a sequence of " + longest + " tokens does not fit into " + positions + " positions");
        }
        var length = Math.min(positions, padded(longest));
        var counted = multiple(sequences.stream().mapToInt(Batch::counted).sum(), ROWS_STEP);
        var ids = new long[sequences.size() * length];
        var rows = new long[counted];
        var targets = new long[counted];
        var weights = new float[counted];
        var tokens = 0;
        var at = 0;
        for (var s = 0; s < sequences.size(); s++) {
            var sequence = sequences.get(s);
            var inputs = sequence.length() - 1;
            System.arraycopy(sequence.ids(), 0, ids, s * length, inputs);
            tokens += inputs;
            for (var i = 0; i < inputs; i++) {
                if (sequence.weights()[i + 1] > 0) {
                    rows[at] = (long) s * length + i;
                    targets[at] = sequence.ids()[i + 1];
                    weights[at++] = sequence.weights()[i + 1];
                }
            }
        }
        return new Batch(ids, sequences.size(), length, rows, targets, weights, tokens);
    }

    /**
     * Sequences of like length side by side, from the shortest to the longest, so that little is padding.
     *
     * @param tokens max inputs a batch, padding counted; one sequence at least, however long
     */
    static List<List<Sequence>> byLength(List<Sequence> sequences, int tokens) {
        var sorted = new ArrayList<>(sequences);
        sorted.sort(Comparator.comparingInt(Sequence::length));
        var batches = new ArrayList<List<Sequence>>();
        var from = 0;
        for (var to = 1; to <= sorted.size(); to++) {
            if (to == sorted.size() || (to + 1 - from) * padded(sorted.get(to).length() - 1) > tokens) {
                batches.add(sorted.subList(from, to));
                from = to;
            }
        }
        return batches;
    }

    /** What {@code inputs} become in a batch: few different lengths, and those that processors like. */
    private static int padded(int inputs) {
        return multiple(inputs, STEP);
    }

    /** What all counted tokens count for together. */
    double weight() {
        var sum = 0.0;
        for (var weight : weights) {
            sum += weight;
        }
        return sum;
    }

    private static int multiple(int value, int of) {
        return (value + of - 1) / of * of;
    }

    private static int counted(Sequence sequence) {
        var counted = 0;
        for (var i = 1; i < sequence.length(); i++) {
            counted += sequence.weights()[i] > 0 ? 1 : 0;
        }
        return counted;
    }
}
