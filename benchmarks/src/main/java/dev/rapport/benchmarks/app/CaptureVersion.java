package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.load.LoadClient;
import dev.rapport.benchmarks.measure.BenchmarkException;
import dev.rapport.embedded.EmbeddedKafka;
import dev.rapport.embedded.EmbeddedKafkaConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One of two versions of capture that are measured in turns: its server with a broker and clients of its own. */
final class CaptureVersion implements AutoCloseable {
    private final EmbeddedKafka broker;
    private final CaptureProcess server;
    private final LoadClient batches;
    private final LoadClient singles;

    private CaptureVersion(EmbeddedKafka broker, CaptureProcess server) {
        this.broker = broker;
        this.server = server;
        this.batches = CaptureRequests.batches(server.port());
        this.singles = CaptureRequests.singles(server.port());
    }

    /** The version that this command is of. */
    static CaptureVersion current(Path dir) {
        return start(System.getProperty("java.class.path"), dir);
    }

    /** That of a checkout. */
    static CaptureVersion of(Path checkout, Path dir) {
        return start(classPath(checkout), dir);
    }

    private static CaptureVersion start(String classPath, Path dir) {
        var broker = EmbeddedKafka.start(EmbeddedKafkaConfig.in(dir.resolve("kafka")));
        try {
            return new CaptureVersion(broker, CaptureProcess.start(classPath, broker.bootstrapServers(), dir));
        } catch (RuntimeException | Error e) {
            broker.close();
            throw e;
        }
    }

    /** As the launcher of that checkout finds it. */
    private static String classPath(Path checkout) {
        var target = checkout.toAbsolutePath().normalize().resolve("quickstart").resolve("target");
        try (var files = Files.newDirectoryStream(target, "quickstart-*.jar")) {
            for (var jar : files) {
                if (!jar.toString().matches(".*-(sources|tests|javadoc)\\.jar")) {
                    return jar
                            + File.pathSeparator
                            + Files.readString(target.resolve("classpath.txt")).strip();
                }
            }
        } catch (IOException e) {
            throw notBuilt(checkout, e);
        }
        throw notBuilt(checkout, null);
    }

    private static BenchmarkException notBuilt(Path checkout, @Nullable IOException cause) {
        return new BenchmarkException(
                "--base " + checkout + ": is not a checkout that has been built; run ./rapport --help in it once",
                cause);
    }

    LoadClient batches() {
        return batches;
    }

    LoadClient singles() {
        return singles;
    }

    CaptureProcess server() {
        return server;
    }

    @Override
    public void close() {
        batches.close();
        singles.close();
        server.close();
        broker.close();
    }
}
