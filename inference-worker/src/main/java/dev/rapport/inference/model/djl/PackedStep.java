package dev.rapport.inference.model.djl;

import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelShape;
import dev.rapport.inference.model.StepInput;

/**
 * A step as the arrays that the module reads, see {@code src/main/torchscript/gpt2.py}.
 *
 * @param tokens int64 [4, columns]: token, position, page, offset in the page; padding at the end
 * @param columns packed tokens, a multiple of {@link #BUCKET}
 * @param table int64 [max(1, decoding), tableColumns]: pages of each decoding sequence, filled up with page 0
 * @param tableColumns pages of the longest decoding sequence, at least 1
 * @param decoding decode tokens
 * @param ends end of each prompt in the packed tokens
 */
@SuppressWarnings("ArrayRecordComponent") // arrays are what native code reads
record PackedStep(long[] tokens, int columns, long[] table, int tableColumns, int decoding, long[] ends) {
    /**
     * Packed tokens are rounded up to this. oneDNN prepares a kernel for every new shape, and below it other kernels
     * add in another order: rounding keeps the logits of a sequence the same whatever else is in the step.
     */
    static final int BUCKET = 16;

    static PackedStep of(StepInput input, ModelShape shape) {
        var used = input.decoding().size();
        for (var prompt : input.joining()) {
            used += prompt.tokens().length;
        }
        var packing = new Packing(shape, (used + BUCKET - 1) / BUCKET * BUCKET);
        var tableColumns = 1;
        for (var token : input.decoding()) {
            packing.add(token.token(), token.position(), token.pages());
            tableColumns = Math.max(tableColumns, token.position() / shape.pageTokens() + 1);
        }
        var table = new long[Math.max(1, input.decoding().size()) * tableColumns];
        for (int row = 0; row < input.decoding().size(); row++) {
            var token = input.decoding().get(row);
            var pages = token.position() / shape.pageTokens() + 1;
            for (int i = 0; i < pages; i++) {
                table[row * tableColumns + i] = token.pages()[i];
            }
        }
        var ends = new long[input.joining().size()];
        for (int i = 0; i < ends.length; i++) {
            var prompt = input.joining().get(i);
            for (int position = 0; position < prompt.tokens().length; position++) {
                packing.add(prompt.tokens()[position], position, prompt.pages());
            }
            ends[i] = packing.count;
        }
        return new PackedStep(
                packing.tokens,
                packing.columns,
                table,
                tableColumns,
                input.decoding().size(),
                ends);
    }

    /** Fills columns. A wrong index would reach native code, so every one is checked here. */
    private static final class Packing {
        final ModelShape shape;
        final long[] tokens;
        final int columns;
        int count;

        Packing(ModelShape shape, int columns) {
            this.shape = shape;
            this.columns = columns;
            this.tokens = new long[4 * columns];
        }

        void add(int token, int position, int[] pages) {
            requireBelow("token", token, shape.vocabularySize());
            requireBelow("position", position, shape.contextLength());
            requireBelow("page index", position / shape.pageTokens(), pages.length);
            var page = pages[position / shape.pageTokens()];
            requireBelow("page", page - 1, shape.pages());
            tokens[count] = token;
            tokens[columns + count] = position;
            tokens[2 * columns + count] = page;
            tokens[3 * columns + count] = position % shape.pageTokens();
            count++;
        }

        private static void requireBelow(String what, int value, int limit) {
            if (value < 0 || value >= limit) {
                throw new ModelException(what + " must be from 0 to " + (limit - 1) + ", is " + value);
            }
        }
    }
}
