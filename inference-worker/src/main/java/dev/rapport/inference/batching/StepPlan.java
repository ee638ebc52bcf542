package dev.rapport.inference.batching;

import java.util.List;

/**
 * What the next step does. The caller asks {@link Scheduler#branch} for the sequences of every prompt whose last chunk is
 * in it, and after the step reports these and all that decoded to {@link Scheduler#advance} or {@link Scheduler#end}.
 *
 * @param copies pages to copy first
 * @param decoding sequences that decode a token
 * @param chunks parts of prompts that are read
 * @param late owners whose prompt waited beyond its deadline: they are out of the queue
 */
public record StepPlan<T>(List<Copy> copies, List<Sequence<T>> decoding, List<Chunk<T>> chunks, List<T> late) {
    public StepPlan {
        copies = List.copyOf(copies);
        decoding = List.copyOf(decoding);
        chunks = List.copyOf(chunks);
        late = List.copyOf(late);
    }

    /** Whether there is nothing for the model to do. */
    public boolean isEmpty() {
        return decoding.isEmpty() && chunks.isEmpty();
    }

    /** A page that another one becomes a copy of. */
    public record Copy(int from, int to) {}

    /**
     * Tokens of a prompt.
     *
     * @param start position of the first one, a multiple of the page size
     * @param end position after the last one
     * @param pages pages of the prompt, in order; not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // lives for one step; a list would box every page
    public record Chunk<T>(Prefill<T> prefill, int start, int end, int[] pages) {
        /** Whether the prompt ends with it. */
        public boolean isLast() {
            return end == prefill.prompt().length;
        }

        public int tokens() {
            return end - start;
        }
    }
}
