package dev.rapport.tuning.training;

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
import dev.rapport.tuning.checkpoint.Checkpoint;
import dev.rapport.tuning.checkpoint.Gpt2Shape;
import dev.rapport.tuning.checkpoint.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * GPT-2 with its optimiser inside PyTorch: one native call a step. The scripted module holds code only; its source is
 * src/main/python/gpt2_training.py. Use it from one thread; close it to free native memory.
 */
public final class TrainingModule implements AutoCloseable {
    private final Model model;
    private final PtSymbolBlock block;
    private final PtNDManager manager;
    private final Gpt2Shape shape;
    private final List<PtNDArray> weights;
    private final List<PtNDArray> means;
    private final List<PtNDArray> squares;

    /**
     * Loads the module and copies the weights into it.
     *
     * @param bf16 whether matrix products run in bfloat16: twice to four times as fast on processors that have it
     */
    public TrainingModule(Checkpoint start, boolean bf16) throws IOException {
        this(start.shape(), start.tensors(), List.of(), List.of(), 0, bf16);
    }

    /** Goes on with a training that stood like this. */
    public TrainingModule(Gpt2Shape shape, TrainingState state, boolean bf16) throws IOException {
        this(
                shape,
                state.weights(),
                state.means(),
                state.squares(),
                state.position().step(),
                bf16);
    }

    private TrainingModule(
            Gpt2Shape shape, List<Tensor> start, List<Tensor> means, List<Tensor> squares, long steps, boolean bf16)
            throws IOException {
        this.shape = shape;
        Engine.getInstance();
        JniUtils.setGraphExecutorOptimize(false);
        model = Model.newInstance("gpt2-training", "PyTorch");
        try (var in = TrainingModule.class.getResourceAsStream("gpt2-training.pt")) {
            model.load(in, Map.of("trainParam", "true"));
        } catch (MalformedModelException e) {
            throw new IOException("the training module does not fit this PyTorch", e);
        }
        block = (PtSymbolBlock) model.getBlock();
        manager = (PtNDManager) model.getNDManager();
        weights = start.stream().map(this::array).toList();
        weights.forEach(weight -> weight.setRequiresGradient(true));
        this.means = means.isEmpty()
                ? start.stream().map(this::zeros).toList()
                : means.stream().map(this::array).toList();
        this.squares = squares.isEmpty()
                ? start.stream().map(this::zeros).toList()
                : squares.stream().map(this::array).toList();
        begin(steps, bf16);
    }

    /** How many cores PyTorch uses in this process; the last one to say so decides. */
    public static void useThreads(int threads) {
        Engine.getInstance();
        JniUtils.setNumThreads(threads);
    }

    /**
     * A copy in PyTorch's own memory: what is made of Java's lies anywhere, and where numbers lie decides in which order
     * they are added up, and so the last digits of sums.
     */
    private PtNDArray array(Tensor tensor) {
        try (var fromJava = manager.create(tensor.values(), new Shape(tensor.shape()))) {
            return (PtNDArray) fromJava.duplicate();
        }
    }

    private PtNDArray zeros(Tensor tensor) {
        return (PtNDArray) manager.zeros(new Shape(tensor.shape()));
    }

    private void begin(long steps, boolean bf16) {
        var inputs = new IValue[] {
            list(weights),
            list(means),
            list(squares),
            IValue.from(steps),
            IValue.from((long) shape.heads()),
            IValue.from(bf16)
        };
        IValueUtils.runMethod(block, "begin", inputs).close();
        for (var input : inputs) {
            input.close();
        }
    }

    private static IValue list(List<PtNDArray> arrays) {
        return IValue.listFrom(arrays.toArray(PtNDArray[]::new));
    }

    public Gpt2Shape shape() {
        return shape;
    }

    /**
     * One AdamW step.
     *
     * @return loss and gradient norm before the step
     */
    @SuppressWarnings("try") // gradients are recorded while the collector is open
    public StepResult step(Batch batch, double rate, double decay, double clip) {
        try (var scope = manager.newSubManager();
                var gradients = Engine.getInstance().newGradientCollector()) {
            var inputs = new NDList(
                    scope.create(batch.ids(), new Shape(batch.size(), batch.length())),
                    scope.create(batch.rows()),
                    scope.create(batch.targets()),
                    scope.create(batch.weights()),
                    scope.create(new float[] {(float) rate, (float) decay, (float) clip}));
            try (var outputs = IValueUtils.forward(block, inputs, true)) {
                var values = outputs.singletonOrThrow().toFloatArray();
                return new StepResult(values[0], values[1]);
            }
        }
    }

    /** Mean loss of a batch, nothing changed; every counted token weighs as it says. */
    public double loss(Batch batch) {
        try (var scope = (PtNDManager) manager.newSubManager()) {
            var inputs = new IValue[] {
                IValue.from((PtNDArray) scope.create(batch.ids(), new Shape(batch.size(), batch.length()))),
                IValue.from((PtNDArray) scope.create(batch.rows())),
                IValue.from((PtNDArray) scope.create(batch.targets())),
                IValue.from((PtNDArray) scope.create(batch.weights()))
            };
            var result = IValueUtils.runMethod(block, "loss", inputs);
            var loss = result.toTensor(scope).toFloatArray()[0];
            result.close();
            for (var input : inputs) {
                input.close();
            }
            return loss;
        }
    }

    /** The weights as they are now, copied. */
    public List<Tensor> weights() {
        return tensors(weights);
    }

    /** Adam's running means of the gradients, copied. */
    public List<Tensor> means() {
        return tensors(means);
    }

    /** Adam's running means of the gradients' squares, copied. */
    public List<Tensor> squares() {
        return tensors(squares);
    }

    private List<Tensor> tensors(List<PtNDArray> arrays) {
        var tensors = new ArrayList<Tensor>();
        var next = arrays.iterator();
        shape.tensors()
                .forEach((name, sides) ->
                        tensors.add(new Tensor(name, sides, next.next().toFloatArray())));
        return tensors;
    }

    @Override
    public void close() {
        model.close();
    }

    /** What a step reports. */
    public record StepResult(float loss, float gradientNorm) {}
}
