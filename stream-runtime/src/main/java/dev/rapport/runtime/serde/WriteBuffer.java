package dev.rapport.runtime.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;

/** What a thread writes its records with: a new encoder and growing bytes would cost as much as a small record. */
final class WriteBuffer {
    /** A buffer that grew beyond this is not kept for the next record. */
    private static final int MAX_KEPT_BYTES = 64 << 10;

    private static final ThreadLocal<WriteBuffer> OF_THREAD = ThreadLocal.withInitial(WriteBuffer::new);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);

    private WriteBuffer() {}

    /** A record in Confluent's wire format. */
    static <V> byte[] write(int schemaId, DatumWriter<V> writer, V value) throws IOException {
        var buffer = OF_THREAD.get();
        // Where the writer fails, the encoder holds part of a record: it is used again only after a whole one.
        OF_THREAD.remove();
        buffer.bytes.reset();
        buffer.encoder.writeFixed(new byte[] {
            AvroSerializer.MAGIC,
            (byte) (schemaId >>> 24),
            (byte) (schemaId >>> 16),
            (byte) (schemaId >>> 8),
            (byte) schemaId
        });
        writer.write(value, buffer.encoder);
        buffer.encoder.flush();
        var written = buffer.bytes.toByteArray();
        if (written.length <= MAX_KEPT_BYTES) {
            OF_THREAD.set(buffer);
        }
        return written;
    }
}
