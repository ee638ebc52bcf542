package dev.rapport.replay;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** How much of some files was read, as it lies on disk. For one thread. */
final class BytesRead {
    private long bytes;

    long bytes() {
        return bytes;
    }

    /** The same stream, counted. */
    InputStream count(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                var value = in.read();
                bytes += value < 0 ? 0 : 1;
                return value;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                var read = in.read(into, offset, length);
                bytes += Math.max(0, read);
                return read;
            }
        };
    }
}
