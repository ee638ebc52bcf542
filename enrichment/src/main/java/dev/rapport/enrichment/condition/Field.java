package dev.rapport.enrichment.condition;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that a condition can name.
 *
 * @param doc   what it is, in one clause
 * @param value of its owner, as its type says; null where it is absent
 */
public record Field<T>(String name, Type type, String doc, Function<T, @Nullable Object> value) {}
