package dev.rapport.tuning.training;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.rapport.inference.model.ComputeDevice;
import dev.rapport.inference.model.checkpoint.Gpt2Config;
import dev.rapport.inference.model.checkpoint.Tensor;
import dev.rapport.inference.model.djl.DjlRuntime;
import dev.rapport.tuning.checkpoint.TrainableModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * GPT-2 with its optimiser inside PyTorch: one native call a step. The scripted module holds code only; its source is
 * src/main/python/gpt2_training.py. Use it from one thread; close it to free native memory.
 */
public final class TrainingModule implements AutoCloseable {
    private static final long WEIGHTS = 0;
    private static final long MEANS = 1;
    private static final long SQUARES = 2;

    private final Model model;
    private final PtSymbolBlock block;
    private final PtNDManager manager;
    private final Gpt2Config config;

    /**
     * Loads the module and copies the weights into it.
     *
     * @param device where it computes; the same start gives the same weights on the CPU only
     * @param bf16   whether matrix products run in bfloat16: twice to four times as fast on processors that have it
     * @throws dev.rapport.inference.model.ModelException when there is no GPU and one is required
     */
    public TrainingModule(TrainableModel start, ComputeDevice device, boolean bf16) throws IOException {
        this(start.config(), start.weights(), Optional.empty(), device, bf16);
    }

    /** Resumes a training. */
    public TrainingModule(Gpt2Config config, TrainingState state, ComputeDevice device, boolean bf16)
            throws IOException {
        this(config, state.weights(), Optional.of(state), device, bf16);
    }

    private TrainingModule(
            Gpt2Config config, List<Tensor> start, Optional<TrainingState> state, ComputeDevice device, boolean bf16)
            throws IOException {
        this.config = config;
        var gpu = DjlRuntime.usesGpu(device);
        JniUtils.setGraphExecutorOptimize(false);
        model = Model.newInstance("gpt2-training", Device.cpu(), "PyTorch");
        try (var in = TrainingModule.class.getResourceAsStream("gpt2-training.pt")) {
            model.load(in, Map.of("trainParam", "true"));
        } catch (MalformedModelException e) {
            throw new IOException("the training module does not fit this PyTorch", e);
        }
        block = (PtSymbolBlock) model.getBlock();
        manager = (PtNDManager) model.getNDManager();
        var ordered = ModuleTensors.ordered(config, start);
        var weights = ordered.stream().map(this::array).toList();
        weights.forEach(weight -> weight.setRequiresGradient(true));
        if (gpu) {
            call("use_device", IValue.from("cuda:0")).close();
        }
        call(
                        "begin",
                        list(weights),
                        list(arrays(state.map(TrainingState::means), ordered)),
                        list(arrays(state.map(TrainingState::squares), ordered)),
                        IValue.from(state.map(saved -> (long) saved.position().step())
                                .orElse(0L)),
                        IValue.from((long) config.heads()),
                        IValue.from(bf16))
                .close();
    }

    /** How many cores PyTorch uses in this process; the last call decides. */
    public static void useThreads(int threads) {
        Engine.getInstance();
        JniUtils.setNumThreads(threads);
    }

    /**
     * A copy in PyTorch's own memory: what is made of Java's lies anywhere, and where numbers lie decides in which order
     * they are added up, and so the last digits of sums.
     */
    private PtNDArray array(Tensor tensor) {
        try (var fromJava = manager.create(tensor.values(), shape(tensor))) {
            return (PtNDArray) fromJava.duplicate();
        }
    }

    private static Shape shape(Tensor tensor) {
        return new Shape(tensor.shape().stream().mapToLong(Integer::longValue).toArray());
    }

    private PtNDArray zeros(Tensor tensor) {
        return (PtNDArray) manager.zeros(shape(tensor));
    }

    /** Zeros in the shape of the weights where there is nothing yet. */
    private List<PtNDArray> arrays(Optional<List<Tensor>> tensors, List<Tensor> weights) {
        return tensors.isEmpty()
                ? weights.stream().map(this::zeros).toList()
                : ModuleTensors.ordered(config, tensors.get()).stream()
                        .map(this::array)
                        .toList();
    }

    private IValue call(String method, IValue... inputs) {
        try {
            return IValueUtils.runMethod(block, method, inputs);
        } finally {
            for (var input : inputs) {
                input.close();
            }
        }
    }

    private static IValue list(List<PtNDArray> arrays) {
        return IValue.listFrom(arrays.toArray(PtNDArray[]::new));
    }

    public Gpt2Config config() {
        return config;
    }

    /**
     * One AdamW step.
     *
     * @return loss before the step
     */
    @SuppressWarnings("try") // gradients are recorded while the collector is open
    public float step(Batch batch, double rate, double decay, double clip) {
        try (var scope = manager.newSubManager();
                var gradients = Engine.getInstance().newGradientCollector()) {
            var inputs = new NDList(
                    scope.create(batch.ids(), new Shape(batch.size(), batch.length())),
                    scope.create(batch.rows()),
                    scope.create(batch.targets()),
                    scope.create(batch.weights()),
                    scope.create(new float[] {(float) rate, (float) decay, (float) clip}));
            try (var outputs = IValueUtils.forward(block, inputs, true)) {
                return outputs.singletonOrThrow().toFloatArray()[0];
            }
        }
    }

    /** Mean loss of a batch, nothing changed; every counted token weighs as it says. */
    public double loss(Batch batch) {
        try (var scope = (PtNDManager) manager.newSubManager()) {
            var result = call(
                    "loss",
                    IValue.from((PtNDArray) scope.create(batch.ids(), new Shape(batch.size(), batch.length()))),
                    IValue.from((PtNDArray) scope.create(batch.rows())),
                    IValue.from((PtNDArray) scope.create(batch.targets())),
                    IValue.from((PtNDArray) scope.create(batch.weights())));
            var loss = result.toTensor(scope).toFloatArray()[0];
            result.close();
            return loss;
        }
    }

    /** The weights as they are now, copied. */
    public List<Tensor> weights() {
        return tensors(WEIGHTS);
    }

    /** Adam's running means of the gradients, copied. */
    public List<Tensor> means() {
        return tensors(MEANS);
    }

    /** Adam's running means of the gradients' squares, copied. */
    public List<Tensor> squares() {
        return tensors(SQUARES);
    }

    private List<Tensor> tensors(long which) {
        try (var scope = (PtNDManager) manager.newSubManager();
                var state = call("state", IValue.from(which))) {
            var tensors = new ArrayList<Tensor>();
            var next = List.of(state.toTensorArray(scope)).iterator();
            ModuleTensors.shapes(config)
                    .forEach((name, shape) ->
                            tensors.add(new Tensor(name, shape, next.next().toFloatArray())));
            return tensors;
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
