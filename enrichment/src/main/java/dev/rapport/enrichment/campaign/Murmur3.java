package dev.rapport.enrichment.campaign;

/** MurmurHash3, 32 bits for x86, seed 0 (Austin Appleby, public domain): the hash that experiment tools assign with. */
final class Murmur3 {
    private static final int C1 = 0xcc9e2d51;
    private static final int C2 = 0x1b873593;

    private Murmur3() {}

    static int hash(byte[] data) {
        var hash = 0;
        var whole = data.length - data.length % Integer.BYTES;
        for (var i = 0; i < whole; i += Integer.BYTES) {
            hash ^= scramble(block(data, i, Integer.BYTES));
            hash = Integer.rotateLeft(hash, 13) * 5 + 0xe6546b64;
        }
        if (whole < data.length) {
            hash ^= scramble(block(data, whole, data.length - whole));
        }
        hash ^= data.length;
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }

    private static int block(byte[] data, int from, int length) {
        var block = 0;
        for (var i = length - 1; i >= 0; i--) {
            block = (block << Byte.SIZE) | (data[from + i] & 0xff);
        }
        return block;
    }

    private static int scramble(int block) {
        return Integer.rotateLeft(block * C1, 15) * C2;
    }
}
