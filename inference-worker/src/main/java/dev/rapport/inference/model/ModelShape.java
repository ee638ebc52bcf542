package dev.rapport.inference.model;

import java.util.Set;

/**
 * Sizes that a decode loop needs.
 *
 * @param vocabularySize tokens that the model knows; ids are below it
 * @param contextLength positions that the model knows; positions are below it
 * @param endOfTextIds tokens of which each ends a text; empty when the model has none
 * @param pageTokens tokens that fit in one page of the cache
 * @param pages pages of the cache that sequences may use
 * @param pageBytes memory of one page
 */
public record ModelShape(
        int vocabularySize, int contextLength, Set<Integer> endOfTextIds, int pageTokens, int pages, long pageBytes) {
    /** A model of one end token whose cache takes no memory worth counting. */
    public ModelShape(int vocabularySize, int contextLength, int endOfTextId, int pageTokens, int pages) {
        this(vocabularySize, contextLength, Set.of(endOfTextId), pageTokens, pages, 0);
    }

    public ModelShape {
        if (vocabularySize < 1 || contextLength < 1 || pageTokens < 1 || pages < 1) {
            throw new IllegalArgumentException("sizes of a model must be positive");
        }
        endOfTextIds = Set.copyOf(endOfTextIds);
        for (var end : endOfTextIds) {
            if (end < 0 || end >= vocabularySize) {
                throw new IllegalArgumentException("end tokens must be in the vocabulary, one is " + end);
            }
        }
    }
}
