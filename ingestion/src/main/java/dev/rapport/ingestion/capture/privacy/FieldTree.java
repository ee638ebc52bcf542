package dev.rapport.ingestion.capture.privacy;

import dev.rapport.runtime.consent.Addresses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules by the names of fields on the way to what they are about; case of names does not matter. */
final class FieldTree {
    static final String ANY = "*";

    private final Map<String, FieldTree> named = new HashMap<>();
    private @Nullable FieldTree any;
    private @Nullable FieldAction action;
    private @Nullable FieldAction addresses;

    /** What becomes of the field that this stands at; null when nothing does. */
    @Nullable FieldAction action() {
        return action;
    }

    /** @param path names of fields, {@code *} for any */
    void add(List<String> path, FieldAction rule) {
        var at = this;
        for (var name : path) {
            at = at.childOrNew(name);
        }
        at.action = stricter(at.action, rule);
    }

    /** A rule for every field below that holds an address of whom the event is about, however it is spelt. */
    void addAddresses(List<String> path, FieldAction rule) {
        var at = this;
        for (var name : path) {
            at = at.childOrNew(name);
        }
        at.addresses = rule;
    }

    /** The tree of the rules below a field that is named exactly; an empty one where there is none. */
    FieldTree at(String name) {
        var found = named.get(name);
        return found == null ? new FieldTree() : found;
    }

    /** Without what is about fields of any name. */
    FieldTree onlyNamed() {
        var tree = new FieldTree();
        tree.named.putAll(named);
        tree.addresses = addresses;
        return tree;
    }

    /** Adds what the rules of this tree say of one of its fields. */
    void follow(String name, List<FieldTree> next) {
        var exact = named.get(name.toLowerCase(Locale.ROOT));
        if (exact != null) {
            next.add(exact);
        }
        if (any != null) {
            next.add(any);
        }
        if (addresses != null && Addresses.isName(name)) {
            var address = new FieldTree();
            address.action = addresses;
            next.add(address);
        }
    }

    static List<FieldTree> following(List<FieldTree> trees, String name) {
        if (trees.isEmpty()) {
            return trees;
        }
        var next = new ArrayList<FieldTree>(2);
        for (var tree : trees) {
            tree.follow(name, next);
        }
        return next;
    }

    /** The strictest of what the rules say; null when they say nothing. */
    static @Nullable FieldAction strictest(List<FieldTree> trees) {
        @Nullable FieldAction found = null;
        for (var tree : trees) {
            found = stricter(found, tree.action);
        }
        return found;
    }

    private FieldTree childOrNew(String name) {
        if (name.equals(ANY)) {
            var child = any == null ? new FieldTree() : any;
            any = child;
            return child;
        }
        return named.computeIfAbsent(name.toLowerCase(Locale.ROOT), unused -> new FieldTree());
    }

    private static @Nullable FieldAction stricter(@Nullable FieldAction one, @Nullable FieldAction other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) > 0 ? one : other;
    }
}
