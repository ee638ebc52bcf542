package dev.rapport.inference.app;

import dev.rapport.inference.engine.LocalTextGenerator;
import dev.rapport.inference.engine.TinyModel;
import dev.rapport.inference.model.FakeLanguageModel;
import dev.rapport.inference.model.LanguageModel;
import dev.rapport.inference.model.ModelInfo;
import dev.rapport.inference.model.ModelShape;
import dev.rapport.inference.model.StepInput;
import dev.rapport.inference.model.StepOutput;
import dev.rapport.inference.model.checkpoint.TokenizerFile;
import dev.rapport.inference.model.djl.DjlTokenizer;
import dev.rapport.registry.LocalRegistry;
import dev.rapport.runtime.service.ServiceMain;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The inference worker as a process of its own, with a model that takes seconds for a batch. */
final class SlowWorker {
    private static final long STEP_MILLIS = 50;
    private static final ModelShape SHAPE = new ModelShape(384, 1_000, 0, 8, 2_000);

    private SlowWorker() {}

    /** @param underWay file that is there once the model has begun to write */
    static Process start(String bootstrapServers, Path underWay, Path log) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SlowWorker.class.getName(),
                        "--kafka.bootstrap.servers=" + bootstrapServers,
                        "--http.host=127.0.0.1",
                        "--http.port=0",
                        "--inference.stream.slot=slow",
                        "--inference.model=" + underWay)
                .redirectErrorStream(true)
                .redirectOutput(new File(log.toString()))
                .start();
    }

    public static void main(String[] args) {
        var factory = new InferenceServiceFactory((underWay, config) -> LocalTextGenerator.over(
                new SlowModel(new FakeLanguageModel(SHAPE), Path.of(underWay)),
                new DjlTokenizer(TokenizerFile.read(TinyModel.folder())),
                new ModelInfo("slow", "0", "fp32", "fake"),
                config));
        Runtime.getRuntime().exit(ServiceMain.run(args, 0, List.of(factory), LocalRegistry.alone()));
    }

    private record SlowModel(FakeLanguageModel model, Path underWay) implements LanguageModel {
        @Override
        public ModelShape shape() {
            return model.shape();
        }

        @Override
        public StepOutput step(StepInput input) {
            try {
                Files.write(underWay, new byte[0]);
                var unused = new CountDownLatch(1).await(STEP_MILLIS, TimeUnit.MILLISECONDS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return model.step(input);
        }

        @Override
        public void close() {
            model.close();
        }
    }
}
