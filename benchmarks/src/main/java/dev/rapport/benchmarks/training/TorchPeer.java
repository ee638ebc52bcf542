package dev.rapport.benchmarks.training;

import dev.rapport.benchmarks.peer.ScriptPeer;
import dev.rapport.inference.model.checkpoint.Gpt2Config;
import dev.rapport.tuning.training.Sequence;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The same training written in PyTorch, in a Python process that has the same environment. */
public final class TorchPeer implements Trainee, AutoCloseable {
    private final ScriptPeer process;

    private TorchPeer(ScriptPeer process) {
        this.process = process;
    }

    /**
     * Starts the process and waits until it has a model.
     *
     * @param python an interpreter that has torch
     * @param precision bf16 or fp32
     */
    public static TorchPeer start(String python, Gpt2Config model, String precision) {
        var sizes = Stream.of(
                        model.vocabularySize(), model.contextLength(), model.width(), model.layers(), model.heads())
                .map(String::valueOf);
        var arguments = Stream.concat(Stream.of(precision), sizes).toList();
        return new TorchPeer(ScriptPeer.start(List.of(python), TorchPeer.class, "torch_peer.py", arguments, List.of()));
    }

    @Override
    public double secondsFor(List<List<Sequence>> batches, int threads) {
        return process.secondsFor(Map.of("threads", threads, "batches", batches));
    }

    @Override
    public void close() {
        process.close();
    }
}
