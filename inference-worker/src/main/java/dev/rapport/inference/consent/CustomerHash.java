package dev.rapport.inference.consent;

import dev.rapport.schemas.id.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What stands for an id in memory: the first 64 bits of its SHA-256, and 1 where they are 0. */
final class CustomerHash {
    /** The hash of no id. */
    static final long NONE = 0;

    private CustomerHash() {}

    static long of(String id) {
        var hash =
                ByteBuffer.wrap(Sha256.of(id.getBytes(StandardCharsets.UTF_8))).getLong();
        return hash == NONE ? 1 : hash;
    }
}
