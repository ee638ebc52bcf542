package dev.rapport.inference.model.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** How a tensor's numbers are stored; all of them can be read as 32-bit floats. */
enum StorageType {
    F32(4) {
        @Override
        float read(ByteBuffer bytes, int index) {
            return bytes.getFloat(index);
        }
    },
    F16(2) {
        @Override
        float read(ByteBuffer bytes, int index) {
            return half(bytes.getShort(index));
        }
    },
    BF16(2) {
        @Override
        float read(ByteBuffer bytes, int index) {
            return Float.intBitsToFloat(bytes.getShort(index) << 16);
        }
    };

    final int size;

    StorageType(int size) {
        this.size = size;
    }

    /** The number at a byte index of little-endian bytes. */
    abstract float read(ByteBuffer bytes, int index);

    static Optional<StorageType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /** IEEE 754 binary16; the method of the platform came after Java 17. */
    private static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            var magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int wide = exponent == 0x1f ? 0xff : exponent + 112;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }
}
