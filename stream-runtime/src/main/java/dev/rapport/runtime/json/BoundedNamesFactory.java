package dev.rapport.runtime.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.ByteSourceJsonBootstrapper;
import com.fasterxml.jackson.core.json.ReaderBasedJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import com.fasterxml.jackson.core.sym.CharsToNameCanonicalizer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Parsers for JSON of senders that are not trusted. Jackson remembers names of fields so that it need not make them again:
 * thousands of them, however long they are, so that a sender of new long names could fill the memory. Here all of them are
 * forgotten after a few mebibytes of input; those in use are known again after one event. From streams nothing is read.
 * Thread-safe.
 */
public final class BoundedNamesFactory extends JsonFactory {
    private static final long serialVersionUID = 1L;

    /** Of input, names or not: what is remembered is never more. */
    private static final long MAX_READ = 4L << 20;

    private static final class Names {
        private final ByteQuadsCanonicalizer bytes = ByteQuadsCanonicalizer.createRoot();
        private final CharsToNameCanonicalizer chars;
        private final AtomicLong read = new AtomicLong();

        Names(JsonFactory owner) {
            chars = CharsToNameCanonicalizer.createRoot(owner);
        }
    }

    private transient volatile Names current = new Names(this);

    private BoundedNamesFactory(JsonFactoryBuilder settings) {
        super(settings);
    }

    /** A factory with these settings; names are not interned, as the JVM's cache for that has no bound in bytes either. */
    public static BoundedNamesFactory of(JsonFactoryBuilder settings) {
        return new BoundedNamesFactory(settings.disable(Feature.INTERN_FIELD_NAMES));
    }

    @Override
    protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context) throws IOException {
        var names = names(length);
        return new ByteSourceJsonBootstrapper(context, data, offset, length)
                .constructParser(_parserFeatures, _objectCodec, names.bytes, names.chars, _factoryFeatures);
    }

    @Override
    protected JsonParser _createParser(char[] data, int offset, int length, IOContext context, boolean recyclable) {
        return new ReaderBasedJsonParser(
                context,
                _parserFeatures,
                null,
                _objectCodec,
                names(length).chars.makeChild(),
                data,
                offset,
                offset + length,
                recyclable);
    }

    @Override
    public JsonFactory copy() {
        return of(new JsonFactoryBuilder(this));
    }

    private Names names(int more) {
        var names = current;
        if (names.read.addAndGet(more) > MAX_READ) {
            // Of two threads that get here both may begin anew: no more is forgotten than should be.
            names = new Names(this);
            current = names;
        }
        return names;
    }
}
