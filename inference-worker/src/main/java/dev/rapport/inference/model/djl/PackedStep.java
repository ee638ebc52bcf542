package dev.rapport.inference.model.djl;

import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelShape;
import dev.rapport.inference.model.StepInput;
import dev.rapport.inference.model.StepInput.PromptChunk;
import java.util.Arrays;

/**
 * What a step reads as the arrays that the module takes, see {@code src/main/torchscript/gpt2.py}.
 *
 * @param tokens int64 [4, columns]: token, position, page, offset in the page; padding at the end
 * @param columns packed tokens, rounded up as the {@link Artefact} wants them
 * @param table int64 [decoding, tableColumns]: pages of each decoding sequence, filled up with page 0
 * @param decoding decode tokens
 * @param tableColumns pages of the longest decoding sequence, at least 1
 * @param chunks for each chunk its end in the packed tokens, position of its first token, and pages up to its end
 * @param chunkPages those pages, one chunk after the other
 * @param copies int64 [2, copied]: pages to copy from and to
 */
@SuppressWarnings("ArrayRecordComponent") // arrays are what native code reads
record PackedStep(
        long[] tokens,
        int columns,
        long[] table,
        int decoding,
        int tableColumns,
        long[] chunks,
        long[] chunkPages,
        long[] copies) {
    static PackedStep of(StepInput input, ModelShape shape, Artefact artefact) {
        var used = input.decoding().size()
                + input.chunks().stream()
                        .mapToInt(chunk -> chunk.end() - chunk.start())
                        .sum();
        var packing = new Packing(shape, artefact.rows(used));
        var tableColumns = 1;
        for (var token : input.decoding()) {
            packing.add(token.token(), token.position(), token.pages());
            tableColumns = Math.max(tableColumns, token.position() / shape.pageTokens() + 1);
        }
        var chunks = new long[3 * input.chunks().size()];
        for (int i = 0; i < input.chunks().size(); i++) {
            var chunk = input.chunks().get(i);
            requireAligned(chunk, shape.pageTokens());
            for (int position = chunk.start(); position < chunk.end(); position++) {
                packing.add(chunk.prompt()[position], position, chunk.pages());
            }
            chunks[3 * i] = packing.count;
            chunks[3 * i + 1] = chunk.start();
            chunks[3 * i + 2] = pagesTo(chunk.end(), shape);
        }
        return new PackedStep(
                packing.tokens,
                packing.columns,
                table(input, tableColumns, shape),
                input.decoding().size(),
                tableColumns,
                chunks,
                chunkPages(input, shape),
                copies(input, shape));
    }

    static void requireBelow(String what, int value, int limit) {
        if (value < 0 || value >= limit) {
            throw new ModelException(what + " must be from 0 to " + (limit - 1) + ", is " + value);
        }
    }

    private static long[] table(StepInput input, int columns, ModelShape shape) {
        var table = new long[input.decoding().size() * columns];
        for (int row = 0; row < input.decoding().size(); row++) {
            var token = input.decoding().get(row);
            for (int i = 0; i < pagesTo(token.position() + 1, shape); i++) {
                requireBelow("page", token.pages()[i] - 1, shape.pages());
                table[row * columns + i] = token.pages()[i];
            }
        }
        return table;
    }

    private static long[] chunkPages(StepInput input, ModelShape shape) {
        return input.chunks().stream()
                .flatMapToInt(chunk -> Arrays.stream(chunk.pages(), 0, pagesTo(chunk.end(), shape)))
                .peek(page -> requireBelow("page", page - 1, shape.pages()))
                .asLongStream()
                .toArray();
    }

    private static long[] copies(StepInput input, ModelShape shape) {
        var count = input.copies().size();
        var copies = new long[2 * count];
        for (int i = 0; i < count; i++) {
            var copy = input.copies().get(i);
            requireBelow("page", copy.from() - 1, shape.pages());
            requireBelow("page", copy.to() - 1, shape.pages());
            copies[i] = copy.from();
            copies[count + i] = copy.to();
        }
        return copies;
    }

    private static int pagesTo(int end, ModelShape shape) {
        return (end + shape.pageTokens() - 1) / shape.pageTokens();
    }

    private static void requireAligned(PromptChunk chunk, int pageTokens) {
        requireBelow("end of a chunk", chunk.end(), chunk.prompt().length + 1);
        requireBelow("start of a chunk", chunk.start(), chunk.end());
        var aligned = chunk.start() % pageTokens == 0
                && (chunk.end() % pageTokens == 0 || chunk.end() == chunk.prompt().length);
        if (!aligned) {
            throw new ModelException("chunks must be whole pages, is " + chunk.start() + " to " + chunk.end());
        }
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
    }
}
