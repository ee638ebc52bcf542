package dev.rapport.inference.model.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import dev.rapport.inference.model.ComputeDevice;
import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelShape;
import dev.rapport.inference.model.Precision;
import dev.rapport.inference.model.StepInput;
import dev.rapport.inference.model.StepOutput;
import dev.rapport.inference.model.checkpoint.Checkpoint;
import dev.rapport.inference.model.checkpoint.Gpt2Config;
import dev.rapport.inference.model.checkpoint.Gpt2Tensors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The TorchScript module with a checkpoint's weights in it. One thread at a time. */
final class Gpt2Module implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gpt2Module.class);

    private static final String NATIVE_ERROR = "RuntimeError: ";

    private final Model model;
    private final PtSymbolBlock block;
    private final Artefact artefact;
    private final boolean onGpu;

    private Gpt2Module(Model model, Artefact artefact, boolean onGpu) {
        this.model = model;
        this.block = (PtSymbolBlock) model.getBlock();
        this.artefact = artefact;
        this.onGpu = onGpu;
    }

    /** Loads the module that is fastest on this machine: not every libtorch has oneDNN's packed products. */
    static Gpt2Module load(
            Checkpoint checkpoint, ComputeDevice device, Precision precision, int pages, int pageTokens) {
        if (device == ComputeDevice.CUDA && precision == Precision.INT8) {
            throw new ModelException("int8 is for CPUs: a GPU computes in fp32 or bf16");
        }
        if (precision != Precision.INT8 && DjlRuntime.usesGpu(device)) {
            return loadOnGpu(checkpoint, precision, pages, pageTokens);
        }
        try {
            return load(Artefact.fastest(precision), false, checkpoint, precision, pages, pageTokens);
        } catch (EngineException e) {
            if (precision != Precision.FP32) {
                throw new ModelException("this machine cannot compute in " + precision.code() + ": " + firstLine(e), e);
            }
            LOG.atWarn().addKeyValue("error", firstLine(e)).log("oneDNN cannot be used, the model will be slower");
            return load(Artefact.PORTABLE, false, checkpoint, precision, pages, pageTokens);
        }
    }

    private static Gpt2Module loadOnGpu(Checkpoint checkpoint, Precision precision, int pages, int pageTokens) {
        try {
            return load(Artefact.PORTABLE, true, checkpoint, precision, pages, pageTokens);
        } catch (EngineException e) {
            throw new ModelException("the GPU cannot run the model: " + firstLine(e), e);
        }
    }

    /** Loads one form of the module. What goes in and comes out lies on the CPU; the module moves it. */
    static Gpt2Module load(
            Artefact artefact, boolean gpu, Checkpoint checkpoint, Precision precision, int pages, int pageTokens) {
        DjlRuntime.engine();
        var model = Model.newInstance("gpt2", Device.cpu(), PtEngine.ENGINE_NAME);
        try (var in = Gpt2Module.class.getResourceAsStream(artefact.file())) {
            if (in == null) {
                throw new IllegalStateException(artefact.file() + " is not on the class path");
            }
            model.load(in, Map.of());
            var module = new Gpt2Module(model, artefact, gpu);
            module.prepare(precision);
            module.putWeights(checkpoint);
            module.start(checkpoint.config(), pages, pageTokens);
            return module;
        } catch (IOException | MalformedModelException e) {
            model.close();
            throw new ModelException("the engine cannot load " + artefact.file() + ": " + e.getMessage(), e);
        } catch (EngineException e) {
            model.close();
            if (firstLine(e).contains("memory")) {
                throw new ModelException(
                        "no memory for the model and its cache; lower inference.batching.kv-budget: " + firstLine(e),
                        e);
            }
            throw e;
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    Artefact artefact() {
        return artefact;
    }

    boolean isOnGpu() {
        return onGpu;
    }

    /** Runs one step. */
    StepOutput step(StepInput input, ModelShape shape) {
        var step = PackedStep.of(input, shape, artefact);
        var choices = PackedChoices.of(input, step.chunks(), shape, artefact);
        try (var manager = model.getNDManager().newSubManager();
                var arguments = new Arguments((PtNDManager) manager)) {
            var result = IValueUtils.runMethod(
                    block,
                    "step",
                    arguments.longs(step.tokens(), 4, step.columns()),
                    arguments.longs(step.table(), step.decoding(), step.tableColumns()),
                    arguments.list(step.chunks()),
                    arguments.longs(step.chunkPages(), step.chunkPages().length),
                    arguments.longs(step.copies(), 2, step.copies().length / 2),
                    arguments.longs(choices.rows(), choices.rows().length),
                    arguments.doubles(choices.settings(), choices.count(), PackedChoices.SETTINGS),
                    arguments.longs(choices.penalised(), 2, choices.penalised().length / 2),
                    arguments.longs(choices.banned(), 2, choices.banned().length / 2),
                    arguments.number(input.wantedLogits()));
            return arguments.output(result, shape.vocabularySize());
        } catch (EngineException e) {
            throw new ModelException("the engine failed in a step: " + firstLine(e), e);
        }
    }

    @Override
    public void close() {
        model.close();
    }

    private void start(Gpt2Config config, int pages, int pageTokens) {
        try (var heads = IValue.from((long) config.heads());
                var pageCount = IValue.from((long) pages);
                var pageSize = IValue.from((long) pageTokens);
                var epsilon = IValue.from(config.normEpsilon())) {
            call("start", heads, pageCount, pageSize, epsilon);
        }
    }

    private void prepare(Precision precision) {
        if (onGpu) {
            try (var name = IValue.from("cuda:0")) {
                call("use_device", name);
            }
        }
        if (precision == Precision.BF16) {
            call("use_half");
        }
    }

    private void putWeights(Checkpoint checkpoint) {
        var ends = new ArrayList<>(List.of(
                Gpt2Tensors.TOKEN_EMBEDDING,
                Gpt2Tensors.POSITION_EMBEDDING,
                Gpt2Tensors.FINAL_NORM_WEIGHT,
                Gpt2Tensors.FINAL_NORM_BIAS));
        if (checkpoint.has(Gpt2Tensors.HEAD)) {
            ends.add(Gpt2Tensors.HEAD);
        }
        put("put_ends", checkpoint, ends);
        for (int layer = 0; layer < checkpoint.config().layers(); layer++) {
            put("put_layer", checkpoint, Gpt2Tensors.ofLayer(layer));
        }
    }

    /** The module copies what it gets, so the mapped files and these arrays can go at once. */
    private void put(String method, Checkpoint checkpoint, List<String> names) {
        try (var manager = model.getNDManager().newSubManager()) {
            var tensors = names.stream()
                    .map(name -> (PtNDArray)
                            manager.create(checkpoint.floats(name), shape(checkpoint.shape(name)), DataType.FLOAT32))
                    .toArray(PtNDArray[]::new);
            try (var list = IValue.listFrom(tensors)) {
                call(method, list);
            }
        }
    }

    private void call(String method, IValue... arguments) {
        IValueUtils.runMethod(block, method, arguments).close();
    }

    private static Shape shape(List<Integer> sizes) {
        return new Shape(sizes.stream().mapToLong(Integer::longValue).toArray());
    }

    /** The line of a message that says what went wrong: TorchScript puts its own trace around it. */
    static String firstLine(Exception e) {
        var lines = String.valueOf(e.getMessage()).lines().toList();
        return lines.stream()
                .filter(line -> line.startsWith(NATIVE_ERROR))
                .map(line -> line.substring(NATIVE_ERROR.length()))
                .findFirst()
                .or(() -> lines.stream().findFirst())
                .orElse("");
    }
}
