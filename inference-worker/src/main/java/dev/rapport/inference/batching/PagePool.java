package dev.rapport.inference.batching;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a model's cache, numbered from 1: who uses them, and which prompts' beginnings they hold. A page that nobody
 * uses any more keeps what it holds until its place is needed, the one unused for longest first.
 */
final class PagePool {
    /** What a page holds: the tokens of one page, after those that another page's content stands for. */
    private record Content(long before, IntBuffer tokens) {}

    /** Stands for nothing before. */
    static final long BEGINNING = 0;

    private final int[] free;
    private final int[] users;
    private final long[] ids;
    private final @Nullable Content[] contents;
    private final Map<Content, Integer> byContent = new HashMap<>();
    private final LinkedHashSet<Integer> unused = new LinkedHashSet<>();
    private int freeCount;
    private long nextId = BEGINNING + 1;

    PagePool(int pages) {
        free = new int[pages];
        users = new int[pages + 1];
        ids = new long[pages + 1];
        contents = new Content[pages + 1];
        for (int page = pages; page >= 1; page--) {
            free[freeCount++] = page;
        }
    }

    /** Free pages. */
    int available() {
        return freeCount + unused.size();
    }

    /** Takes pages for one user; the caller has checked that they are available. */
    int[] take(int pages) {
        var taken = new int[pages];
        for (int i = 0; i < pages; i++) {
            taken[i] = freeCount > 0 ? free[--freeCount] : forgetOldest();
            users[taken[i]] = 1;
        }
        return taken;
    }

    /** One more user. */
    void share(int page) {
        if (users[page]++ == 0) {
            unused.remove(page);
        }
    }

    /** One user less. */
    void release(int page) {
        if (--users[page] > 0) {
            return;
        }
        if (contents[page] == null) {
            free[freeCount++] = page;
        } else {
            unused.add(page);
        }
    }

    /** The page that holds these tokens after some content. */
    OptionalInt find(long before, int[] prompt, int from, int to) {
        var page = byContent.get(new Content(before, IntBuffer.wrap(prompt, from, to - from)));
        return page == null ? OptionalInt.empty() : OptionalInt.of(page);
    }

    /** What a page and all before it hold, for {@link #find} and {@link #remember}. */
    long content(int page) {
        return ids[page];
    }

    /** A page is being filled for good: who starts with the same may share it. */
    void remember(int page, long before, int[] prompt, int from, int to) {
        var content = new Content(before, IntBuffer.wrap(Arrays.copyOfRange(prompt, from, to)));
        ids[page] = nextId++;
        // Another page may hold the same already, written at the same time: one is enough to be found.
        if (byContent.putIfAbsent(content, page) == null) {
            contents[page] = content;
        }
    }

    private int forgetOldest() {
        var oldest = unused.iterator();
        int page = oldest.next();
        oldest.remove();
        byContent.remove(contents[page]);
        contents[page] = null;
        return page;
    }
}
