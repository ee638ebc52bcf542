package dev.rapport.runtime.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Cuts off a client that does not take what it asked for: a thread waits with every write. */
final class WriteDeadline extends Handler.Wrapper {
    private final Duration timeout;

    /** @param timeout for one write, which is at most a buffer or a whole small answer */
    WriteDeadline(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(request, new TimedResponse(request, response), callback);
    }

    private final class TimedResponse extends Response.Wrapper {
        private TimedResponse(Request request, Response response) {
            super(request, response);
        }

        @Override
        public void write(boolean last, ByteBuffer bytes, Callback callback) {
            var request = getRequest();
            var deadline = request.getComponents()
                    .getScheduler()
                    .schedule(
                            () -> request.getConnectionMetaData()
                                    .getConnection()
                                    .getEndPoint()
                                    .close(new TimeoutException("the client does not read")),
                            timeout.toMillis(),
                            TimeUnit.MILLISECONDS);
            super.write(last, bytes, Callback.from(deadline::cancel, callback));
        }
    }
}
