package dev.rapport.inference.batching;

import dev.rapport.inference.batching.StepPlan.Chunk;
import dev.rapport.inference.batching.StepPlan.Copy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Continuous batching: what is active decodes in every step; prompts join as soon as slots and all pages they may ever need
 * are free, are read in chunks beside it, and branch into their sequences, which leave in the step in which they end. The
 * sequences of one prompt share its full pages; so do prompts with the same beginning.
 *
 * <p>First come, first served, but a level of priority is worth {@link #TURNS_PER_PRIORITY} places in the queue. The
 * prompt at its head is never overtaken, so none is starved.
 *
 * <p>Pure and not thread-safe: no model, no clock.
 *
 * @param <T> what the caller attaches to a sequence
 */
public final class Scheduler<T> {
    /** Deadline of a prompt that has none. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    /** Places in the queue that a level of priority is worth. */
    static final long TURNS_PER_PRIORITY = 1_000;

    private final BatchingConfig config;
    private final int pageTokens;
    private final int pageCount;
    private final PagePool pool;
    private final PriorityQueue<Prefill<T>> waiting = new PriorityQueue<>(Comparator.comparingLong(Prefill::turn));
    private final Set<Prefill<T>> reading = new LinkedHashSet<>();
    private final Set<Sequence<T>> active = new LinkedHashSet<>();
    private final List<Copy> copies = new ArrayList<>();
    private long submitted;
    private long sharedTokens;

    /**
     * @param pageTokens tokens that fit in a page
     * @param pageCount pages of the cache
     */
    public Scheduler(BatchingConfig config, int pageTokens, int pageCount) {
        this.config = config;
        this.pageTokens = pageTokens;
        this.pageCount = pageCount;
        this.pool = new PagePool(pageCount);
    }

    /** Whether a sequence can ever join: whether the whole cache would hold it. */
    public static boolean fits(int promptTokens, int maxNewTokens, int pageTokens, int pageCount) {
        return (long) promptTokens + maxNewTokens - 1 <= (long) pageTokens * pageCount;
    }

    /**
     * Adds a prompt to those that wait. Where slots or cache cannot hold all its sequences at once, some follow later.
     *
     * @param owners one for each sequence that is to follow the prompt, at least one
     * @param prompt at least one token; kept, not copied
     * @param priority 0, or higher to go before others
     * @param deadlineNanos latest time of the step in which it joins, or {@link #NO_DEADLINE}
     * @throws IllegalArgumentException when it is empty or does not fit
     */
    public void submit(List<T> owners, int[] prompt, int maxNewTokens, int priority, long deadlineNanos) {
        if (prompt.length == 0 || maxNewTokens < 1 || !fits(prompt.length, maxNewTokens, pageTokens, pageCount)) {
            throw new IllegalArgumentException(
                    "a sequence of " + prompt.length + " and " + maxNewTokens + " tokens cannot be scheduled");
        }
        var together = together(prompt.length, maxNewTokens);
        for (int first = 0; first < owners.size(); first += together) {
            var some = owners.subList(first, Math.min(owners.size(), first + together));
            var turn = submitted++ - TURNS_PER_PRIORITY * priority;
            waiting.add(new Prefill<>(some, prompt, maxNewTokens, deadlineNanos, turn));
        }
    }

    /**
     * The next step.
     *
     * @param nowNanos on the clock of the deadlines
     */
    public StepPlan<T> plan(long nowNanos) {
        var late = takeLate(nowNanos);
        var decoding = List.copyOf(active);
        var chunks = new ArrayList<Chunk<T>>();
        var budget = config.prefillTokens();
        for (var prefill : reading) {
            budget -= read(prefill, budget, chunks);
        }
        for (var next = waiting.peek(); next != null && budget > 0 && admit(next); next = waiting.peek()) {
            waiting.remove();
            reading.add(next);
            var tokens = read(next, budget, chunks);
            budget = tokens == 0 ? 0 : budget - tokens;
        }
        var plan = new StepPlan<>(copies, decoding, chunks, late);
        copies.clear();
        return plan;
    }

    /** The sequences of a prompt whose last chunk is in the plan, in the order of their owners. */
    public List<Sequence<T>> branch(Prefill<T> prefill) {
        if (!reading.remove(prefill) || prefill.read() != prefill.prompt().length) {
            throw new IllegalStateException("the prompt is not read to its end");
        }
        var pages = prefill.pages();
        var full = prefill.prompt().length / pageTokens;
        var sequences = new ArrayList<Sequence<T>>();
        for (int i = 0; i < prefill.owners().size(); i++) {
            var tail = prefill.tail(i);
            if (i > 0 && full < pages.length) {
                copies.add(new Copy(pages[full], tail[0]));
            }
            if (i > 0) {
                Arrays.stream(pages, 0, full).forEach(pool::share);
            }
            var own = concat(i == 0 ? pages : Arrays.copyOf(pages, full), tail);
            sequences.add(
                    new Sequence<>(prefill.owners().get(i), prefill.prompt().length, prefill.maxNewTokens(), own));
        }
        prefill.disown();
        active.addAll(sequences);
        return sequences;
    }

    /** The step gave a sequence a token, and it goes on. */
    public void advance(Sequence<T> sequence, int token) {
        requireActive(sequence);
        sequence.append(token);
    }

    /** The step was the last of a sequence: its slot and pages are free. */
    public void end(Sequence<T> sequence) {
        requireActive(sequence);
        active.remove(sequence);
        release(sequence.disown());
    }

    /** Takes out sequences whose owners are gone, wherever they are, and gives those owners. */
    public List<T> remove(Predicate<T> gone) {
        var owners = new ArrayList<T>();
        for (var sequence : List.copyOf(active)) {
            if (gone.test(sequence.owner())) {
                end(sequence);
                owners.add(sequence.owner());
            }
        }
        Predicate<Prefill<T>> unwanted =
                prefill -> prefill.owners().stream().allMatch(gone) && owners.addAll(prefill.owners());
        waiting.removeIf(unwanted);
        for (var prefill : List.copyOf(reading)) {
            if (unwanted.test(prefill)) {
                reading.remove(prefill);
                giveUp(prefill);
            }
        }
        return owners;
    }

    public boolean hasWork() {
        return !active.isEmpty() || !reading.isEmpty() || !waiting.isEmpty();
    }

    /** Sequences in the batch, those included whose prompt is being read. */
    public int activeSlots() {
        return active.size()
                + reading.stream().mapToInt(prefill -> prefill.owners().size()).sum();
    }

    /** Sequences that wait to join. */
    public int waiting() {
        return waiting.stream().mapToInt(prefill -> prefill.owners().size()).sum();
    }

    /** Pages that no sequence uses. */
    public int freePages() {
        return pool.available();
    }

    /** Prompt tokens so far that had not to be read because a page held them. */
    public long sharedTokens() {
        return sharedTokens;
    }

    private List<T> takeLate(long nowNanos) {
        var late = new ArrayList<T>();
        waiting.removeIf(prefill -> prefill.isLate(nowNanos) && late.addAll(prefill.owners()));
        return late;
    }

    /** Plans the next chunk of a prompt: what the budget allows, but at least a page in a step. */
    private int read(Prefill<T> prefill, int budget, List<Chunk<T>> chunks) {
        var start = prefill.read();
        var left = prefill.prompt().length - start;
        var tokens = Math.min(left, chunks.isEmpty() ? Math.max(budget, pageTokens) : budget);
        if (tokens < left) {
            tokens -= tokens % pageTokens;
        }
        if (tokens <= 0) {
            return 0;
        }
        chunks.add(new Chunk<>(prefill, start, start + tokens, prefill.pages()));
        prefill.readTo(start + tokens);
        remember(prefill, start / pageTokens, (start + tokens) / pageTokens);
        return tokens;
    }

    private void remember(Prefill<T> prefill, int firstPage, int endPage) {
        for (int i = firstPage; i < endPage; i++) {
            var before = i == 0 ? PagePool.BEGINNING : pool.content(prefill.pages()[i - 1]);
            pool.remember(prefill.pages()[i], before, prefill.prompt(), i * pageTokens, (i + 1) * pageTokens);
        }
    }

    /** Gives a prompt all pages that it and its sequences may need, if slots and pages are free. */
    private boolean admit(Prefill<T> prefill) {
        var owners = prefill.owners().size();
        if (activeSlots() + owners > config.maxSlots()) {
            return false;
        }
        var length = prefill.prompt().length;
        var total = pages(length, prefill.maxNewTokens());
        var ofPrompt = pagesFor(length);
        var shared = share(prefill.prompt());
        var needed = total - shared.length + (owners - 1) * (total - length / pageTokens);
        if (needed > pool.available()) {
            release(shared);
            return false;
        }
        var pages = concat(shared, pool.take(ofPrompt - shared.length));
        var tails = new ArrayList<int[]>();
        tails.add(pool.take(total - ofPrompt));
        for (int i = 1; i < owners; i++) {
            tails.add(pool.take(total - length / pageTokens));
        }
        prefill.own(pages, tails, shared.length * pageTokens);
        sharedTokens += (long) shared.length * pageTokens;
        return true;
    }

    /** Pages that hold the beginning of a prompt; its last token is always read, for what follows it. */
    private int[] share(int[] prompt) {
        var found = new int[(prompt.length - 1) / pageTokens];
        var before = PagePool.BEGINNING;
        for (int i = 0; i < found.length; i++) {
            var page = pool.find(before, prompt, i * pageTokens, (i + 1) * pageTokens);
            if (page.isEmpty()) {
                return Arrays.copyOf(found, i);
            }
            found[i] = page.getAsInt();
            pool.share(found[i]);
            before = pool.content(found[i]);
        }
        return found;
    }

    private void giveUp(Prefill<T> prefill) {
        for (int i = 0; i < prefill.owners().size(); i++) {
            release(prefill.tail(i));
        }
        release(prefill.pages());
        prefill.disown();
    }

    /** The last page first: so the end of a prompt is evicted before its beginning. */
    private void release(int[] pages) {
        for (int i = pages.length - 1; i >= 0; i--) {
            pool.release(pages[i]);
        }
    }

    /** How many sequences of a prompt the batch can hold at once. */
    private int together(int promptTokens, int maxNewTokens) {
        var total = pages(promptTokens, maxNewTokens);
        var more = total - promptTokens / pageTokens;
        var byPages = more == 0 ? config.maxSlots() : 1 + (pageCount - total) / more;
        return Math.min(config.maxSlots(), byPages);
    }

    /** Pages of a whole sequence: its last token is never read. */
    private int pages(int promptTokens, int maxNewTokens) {
        return pagesFor(Math.addExact(promptTokens, maxNewTokens - 1));
    }

    private int pagesFor(int positions) {
        return (positions + pageTokens - 1) / pageTokens;
    }

    private void requireActive(Sequence<T> sequence) {
        if (!active.contains(sequence)) {
            throw new IllegalStateException("the sequence is not active");
        }
    }

    private static int[] concat(int[] one, int[] other) {
        var both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
