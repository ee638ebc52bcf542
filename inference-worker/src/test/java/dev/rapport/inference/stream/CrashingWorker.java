package dev.rapport.inference.stream;

import dev.rapport.inference.reply.PublishGate;
import dev.rapport.inference.reply.ReplyComposer;
import dev.rapport.inference.reply.ReplyConfig;
import dev.rapport.inference.text.FakeTextGenerator;
import dev.rapport.registry.schema.KafkaSchemaRegistry;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.value.ByteSize;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;

/** A worker as a process that ends, as kill -9 would end it, at a point of a transaction. */
final class CrashingWorker {
    static final int CRASHED = 9;

    private CrashingWorker() {}

    /** Where it ends. */
    enum Point {
        BEFORE_SEND_OFFSETS,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    /** Starts the process; four prompts in flight. */
    static Process start(String bootstrapServers, String slot, int transaction, Point point, Path log)
            throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingWorker.class.getName(),
                        bootstrapServers,
                        slot,
                        Integer.toString(transaction),
                        point.name())
                .redirectErrorStream(true)
                .redirectOutput(new File(log.toString()))
                .start();
    }

    public static void main(String[] args) throws InterruptedException {
        var kafka = KafkaConnection.to(args[0]);
        var config = config(args[1]);
        var crashAt = Integer.parseInt(args[2]);
        var point = Point.valueOf(args[3]);
        var meters = new StreamMeters(new SimpleMeterRegistry());
        var serdes = new AvroSerdes(KafkaSchemaRegistry.open(kafka));
        var real = StreamClients.of(kafka, config);
        var clients = new StreamClients(
                real.consumer(), () -> crashing(real.producer().get(), crashAt, point), real.admin());
        var composer = new ReplyComposer(new FakeTextGenerator(), ReplyConfig.DEFAULT, InstantSource.system());
        var parts = new PromptStream.Parts(composer, new RecordCodec(PublishGate.OPEN, serdes), meters);
        new PromptStream(config, clients, parts)
                .start(error -> Runtime.getRuntime().halt(1));
        new CountDownLatch(1).await();
    }

    static StreamConfig config(String slot) {
        return new StreamConfig(slot, 4, ByteSize.ofMiB(8), Duration.ofMillis(20), Duration.ofSeconds(5), "consumer");
    }

    @SuppressWarnings("unchecked")
    private static Producer<byte[], byte[]> crashing(Producer<byte[], byte[]> producer, int crashAt, Point point) {
        var commits = new AtomicInteger();
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                CrashingWorker.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    var last = commits.get() + 1 == crashAt;
                    haltIf(
                            last && point == Point.BEFORE_SEND_OFFSETS && is(method, "sendOffsetsToTransaction"),
                            producer);
                    haltIf(last && point == Point.BEFORE_COMMIT && is(method, "commitTransaction"), producer);
                    try {
                        var result = method.invoke(producer, arguments);
                        if (is(method, "commitTransaction")) {
                            commits.incrementAndGet();
                            haltIf(last && point == Point.AFTER_COMMIT, producer);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static boolean is(Method method, String name) {
        return method.getName().equals(name);
    }

    /** Everything that was sent is at the broker by then: only the transaction keeps it invisible. */
    private static void haltIf(boolean now, Producer<byte[], byte[]> producer) {
        if (now) {
            producer.flush();
            Runtime.getRuntime().halt(CRASHED);
        }
    }
}
