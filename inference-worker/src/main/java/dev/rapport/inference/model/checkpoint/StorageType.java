package dev.rapport.inference.model.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** How a tensor's numbers are stored, by safetensors' names. All of them are read and written as 32-bit floats. */
public enum StorageType {
    /** Single precision: loses nothing. */
    F32(4) {
        @Override
        float read(ByteBuffer bytes, int index) {
            return bytes.getFloat(index);
        }

        @Override
        void write(ByteBuffer bytes, float value) {
            bytes.putFloat(value);
        }
    },
    /** Half precision. */
    F16(2) {
        @Override
        float read(ByteBuffer bytes, int index) {
            return HalfFloat.toFloat(bytes.getShort(index));
        }

        @Override
        void write(ByteBuffer bytes, float value) {
            bytes.putShort(HalfFloat.of(value));
        }
    },
    /** The upper half of single precision. */
    BF16(2) {
        @Override
        float read(ByteBuffer bytes, int index) {
            return Float.intBitsToFloat(bytes.getShort(index) << 16);
        }

        @Override
        void write(ByteBuffer bytes, float value) {
            var bits = Float.floatToRawIntBits(value);
            // To the nearest, ties to even; a NaN must not round to infinity.
            var rounded = Float.isNaN(value) ? bits | 0x400000 : bits + 0x7FFF + ((bits >>> 16) & 1);
            bytes.putShort((short) (rounded >>> 16));
        }
    };

    final int size;

    StorageType(int size) {
        this.size = size;
    }

    /** The number at a byte index of little-endian bytes. */
    abstract float read(ByteBuffer bytes, int index);

    /** Appends a number to little-endian bytes. */
    abstract void write(ByteBuffer bytes, float value);

    static Optional<StorageType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }
}
