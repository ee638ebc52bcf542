package dev.rapport.inference.reply;

import dev.rapport.schemas.id.DerivedId;

/** The seed of a second attempt: another one, and always the same one. */
final class RetrySeed {
    /** 52 bits: never negative, and exact where numbers are doubles, as in JavaScript. */
    private static final int HEX_DIGITS = 13;

    private static final int HEX = 16;

    private RetrySeed() {}

    /**
     * The first 52 bits of the SHA-256 of {@code seed:attempt} in decimal digits.
     *
     * @param seed    of the prompt
     * @param attempt counted from 1; the first one has the prompt's own seed
     */
    static long of(long seed, int attempt) {
        return attempt == 1
                ? seed
                : Long.parseLong(DerivedId.sha256Hex(seed + ":" + attempt).substring(0, HEX_DIGITS), HEX);
    }
}
