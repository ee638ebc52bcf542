package dev.rapport.inference.model.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import dev.rapport.inference.model.StepOutput;
import java.util.ArrayDeque;
import java.util.Deque;

/** What goes into one call of the module and comes out of it: native values that must be closed. One thread. */
final class Arguments implements AutoCloseable {
    private final PtNDManager manager;
    private final Deque<IValue> values = new ArrayDeque<>();

    /** @param manager owns the arrays */
    Arguments(PtNDManager manager) {
        this.manager = manager;
    }

    IValue longs(long[] numbers, long... shape) {
        return kept(IValue.from((PtNDArray) manager.create(numbers, new Shape(shape))));
    }

    IValue doubles(double[] numbers, long... shape) {
        return kept(IValue.from((PtNDArray) manager.create(numbers, new Shape(shape))));
    }

    IValue list(long[] numbers) {
        return kept(IValue.listFrom(numbers));
    }

    IValue number(long number) {
        return kept(IValue.from(number));
    }

    /** Reads the tuple that a step answers with. */
    StepOutput output(IValue answer, int vocabularySize) {
        kept(answer);
        var parts = answer.toIValueTuple();
        for (var part : parts) {
            kept(part);
        }
        return new StepOutput(
                parts[0].toTensor(manager).toLongArray(),
                parts[1].toTensor(manager).toFloatArray(),
                parts[2].toTensor(manager).toFloatArray(),
                vocabularySize);
    }

    @Override
    public void close() {
        while (!values.isEmpty()) {
            values.pop().close();
        }
    }

    private IValue kept(IValue value) {
        values.push(value);
        return value;
    }
}
