package dev.rapport.runtime.streams;

import dev.rapport.schemas.topic.ErasureRoute;

/**
 * What a store of a topology holds, for how long, and how an erasure reaches it. Its changelog holds the same.
 *
 * @param name    as in the topology
 * @param key     what the key is, in words
 * @param holds   one sentence
 * @param kept    how long, or how many, in words
 * @param erasure how what it holds of a customer becomes unreadable
 */
public record DeclaredStore(String name, String key, String holds, String kept, ErasureRoute erasure) {}
