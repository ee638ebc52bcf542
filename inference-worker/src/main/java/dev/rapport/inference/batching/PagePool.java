package dev.rapport.inference.batching;

/** Pages of a model's cache, numbered from 1: which are free. */
final class PagePool {
    private final int[] free;
    private int count;

    PagePool(int pages) {
        free = new int[pages];
        for (int page = pages; page >= 1; page--) {
            free[count++] = page;
        }
    }

    int available() {
        return count;
    }

    /** Takes pages; the caller has checked that they are available. */
    int[] take(int pages) {
        var taken = new int[pages];
        for (int i = 0; i < pages; i++) {
            taken[i] = free[--count];
        }
        return taken;
    }

    void giveBack(int[] pages) {
        for (int i = pages.length - 1; i >= 0; i--) {
            free[count++] = pages[i];
        }
    }
}
