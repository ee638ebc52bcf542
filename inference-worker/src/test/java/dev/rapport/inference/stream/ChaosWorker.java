package dev.rapport.inference.stream;

import dev.rapport.inference.reply.PublishGate;
import dev.rapport.inference.reply.ReplyComposer;
import dev.rapport.inference.reply.ReplyConfig;
import dev.rapport.registry.schema.KafkaSchemaRegistry;
import dev.rapport.runtime.kafka.KafkaConnection;
import dev.rapport.runtime.serde.AvroSerdes;
import dev.rapport.runtime.value.ByteSize;
import dev.rapport.testkit.process.SupervisedProcess;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/** A worker as a process of its own, with answers that come in any order and transactions that fail now and then. */
final class ChaosWorker {
    private static final int FAILED = 3;

    private ChaosWorker() {}

    /**
     * Starts and stops as a supervisor would have it.
     *
     * @param abortPercent of the transactions that are aborted right before their commit
     */
    static SupervisedProcess of(String bootstrapServers, String slot, int abortPercent) {
        return new SupervisedProcess(
                slot,
                List.of("-Xmx96m"),
                ChaosWorker.class,
                List.of(bootstrapServers, slot, Integer.toString(abortPercent)));
    }

    public static void main(String[] args) throws InterruptedException {
        var kafka = KafkaConnection.to(args[0]);
        var config = new StreamConfig(
                args[1], 32, ByteSize.ofMiB(8), Duration.ofMillis(20), Duration.ofSeconds(3), "consumer");
        var real = StreamClients.of(kafka, config);
        var abortPercent = Integer.parseInt(args[2]);
        var clients = new StreamClients(
                real.consumer(), () -> aborting(real.producer().get(), abortPercent), real.admin());
        var composer = new ReplyComposer(
                new UnevenTextGenerator(Duration.ofMillis(200)), ReplyConfig.DEFAULT, InstantSource.system());
        var codec = new RecordCodec(PublishGate.OPEN, new AvroSerdes(KafkaSchemaRegistry.open(kafka)));
        var meters = new SimpleMeterRegistry();
        var stream =
                new PromptStream(config, clients, new PromptStream.Parts(composer, codec, new StreamMeters(meters)));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stream.close();
            meters.getMeters().stream()
                    .filter(meter -> meter.getId().getName().startsWith("rapport.inference"))
                    .forEach(meter -> System.out.println(
                            "METER " + meter.getId().getName() + meter.getId().getTags() + " " + meter.measure()));
        }));
        stream.start(error -> Runtime.getRuntime().halt(FAILED));
        new CountDownLatch(1).await();
    }

    @SuppressWarnings("unchecked")
    private static Producer<byte[], byte[]> aborting(Producer<byte[], byte[]> producer, int percent) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                ChaosWorker.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commitTransaction")
                            && ThreadLocalRandom.current().nextInt(100) < percent) {
                        throw new KafkaException("injected");
                    }
                    try {
                        return method.invoke(producer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
