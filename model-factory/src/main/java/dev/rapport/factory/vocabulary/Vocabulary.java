package dev.rapport.factory.vocabulary;

import java.util.List;

/**
 * A byte-level BPE vocabulary.
 *
 * @param tokens by id, in the byte alphabet; the end marker is last
 * @param merges in the order in which they apply
 */
public record Vocabulary(List<String> tokens, List<Merge> merges) {
    /** Two neighbouring tokens that become one. */
    public record Merge(String left, String right) {}

    public Vocabulary {
        tokens = List.copyOf(tokens);
        merges = List.copyOf(merges);
    }

    public int size() {
        return tokens.size();
    }

    public int endId() {
        return tokens.size() - 1;
    }
}
