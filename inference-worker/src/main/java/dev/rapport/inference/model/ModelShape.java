package dev.rapport.inference.model;

/**
 * Sizes that a decode loop has to know.
 *
 * @param vocabularySize tokens that the model knows; ids are below it
 * @param contextLength positions that the model knows; positions are below it
 * @param endOfTextId token that ends a text, or -1 when the model has none
 * @param pageTokens tokens that fit in one page of the cache
 * @param pages pages of the cache that sequences may use
 * @param pageBytes memory of one page
 */
public record ModelShape(
        int vocabularySize, int contextLength, int endOfTextId, int pageTokens, int pages, long pageBytes) {
    /** A model whose cache takes no memory worth counting. */
    public ModelShape(int vocabularySize, int contextLength, int endOfTextId, int pageTokens, int pages) {
        this(vocabularySize, contextLength, endOfTextId, pageTokens, pages, 0);
    }

    public ModelShape {
        if (vocabularySize < 1 || contextLength < 1 || pageTokens < 1 || pages < 1) {
            throw new IllegalArgumentException("sizes of a model must be positive");
        }
        if (endOfTextId < -1 || endOfTextId >= vocabularySize) {
            throw new IllegalArgumentException("endOfTextId must be in the vocabulary or -1, is " + endOfTextId);
        }
    }
}
