package dev.rapport.replay;

import dev.rapport.runtime.value.VisibleText;

/**
 * What products are sent as.
 *
 * @param source   whose products they are
 * @param complete whether the files have all products of the source, so that others of it are removed
 * @param force    whether that may remove most of them
 */
public record ProductOptions(String source, boolean complete, boolean force) {
    /** Some products, and nothing is removed. */
    public static final ProductOptions DEFAULT = new ProductOptions("files", false, false);

    private static final int MAX_SOURCE = 100;

    public ProductOptions {
        if (VisibleText.plain(source).isEmpty() || source.length() > MAX_SOURCE) {
            throw new IllegalArgumentException("--source: must have 1 to " + MAX_SOURCE + " characters");
        }
        if (force && !complete) {
            throw new IllegalArgumentException("--force: goes with --complete only");
        }
    }
}
