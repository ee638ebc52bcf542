package dev.rapport.ingestion.capture.http;

import dev.rapport.ingestion.capture.Capture;
import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.EventCheck;
import dev.rapport.ingestion.capture.FakeEventSink;
import dev.rapport.ingestion.capture.Gate;
import dev.rapport.ingestion.capture.WriteKey;
import dev.rapport.ingestion.capture.source.ConfiguredSources;
import dev.rapport.ingestion.capture.source.SourceMeters;
import dev.rapport.runtime.http.HttpServer;
import dev.rapport.runtime.http.HttpServerConfig;
import dev.rapport.runtime.value.ByteSize;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Capture over HTTP with its usual key, in front of a sink in memory. */
public final class TestingCapture implements AutoCloseable {
    static final String SLOW_KEY = "slow-key";

    private final FakeEventSink sink = new FakeEventSink();
    private final HttpServer server;

    private TestingCapture(Gate gate) {
        var meters = new SimpleMeterRegistry();
        var capture = new Capture(new EventCheck(CaptureConfig.DEFAULT), gate, sink, () -> "assigned");
        var admission = new Admission(TestingCapture::source, new SourceMeters(meters));
        var requests = new RequestMeters(meters);
        var clock = InstantSource.system();
        server = HttpServer.start(
                new HttpServerConfig("127.0.0.1", 0, ByteSize.ofMiB(2)),
                List.of(
                        new CaptureResource(capture, CaptureConfig.DEFAULT, admission, requests, clock, Runnable::run),
                        new CloudEventsResource(
                                capture, CaptureConfig.DEFAULT, admission, requests, clock, Runnable::run)));
    }

    /** The usual key, and one that may write one event a second. */
    private static Optional<WriteKey> source(String key) {
        return key.equals(SLOW_KEY) ? Optional.of(new WriteKey(key, "slow", 1)) : ConfiguredSources.DEMO.find(key);
    }

    public static TestingCapture start(Gate gate) {
        return new TestingCapture(gate);
    }

    public int port() {
        return server.port();
    }

    public FakeEventSink sink() {
        return sink;
    }

    @Override
    public void close() {
        server.close();
    }
}
