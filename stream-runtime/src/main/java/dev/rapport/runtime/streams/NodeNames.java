package dev.rapport.runtime.streams;

import org.apache.kafka.streams.kstream.Named;

/** Names of a topology's nodes: {@code <root>-<verb>-<object>}, so that a topology reads the same in every tool. */
public final class NodeNames {
    private final String root;

    private NodeNames(String root) {
        this.root = root;
    }

    /** Names under one root, for example {@code enrichment}. */
    public static NodeNames root(String root) {
        return new NodeNames(root);
    }

    /** The full name of a node. */
    public String of(String node) {
        return root + "-" + node;
    }

    /** The full name of a node, as the DSL wants it. */
    public Named named(String node) {
        return Named.as(of(node));
    }
}
