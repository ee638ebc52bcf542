package dev.rapport.benchmarks.inference;

import dev.rapport.benchmarks.peer.ScriptPeer;
import dev.rapport.inference.model.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Hugging Face transformers in a Python process: {@code generate} over a batch that is padded to its longest prompt. */
public final class TransformersPeer implements Peer {
    private final ScriptPeer process;

    private TransformersPeer(ScriptPeer process) {
        this.process = process;
    }

    /**
     * Starts the process and waits until it has loaded the model.
     *
     * @param python an interpreter that has torch and transformers
     * @param folder checkpoint in Hugging Face layout
     * @param precision bf16, else it computes in fp32
     */
    public static TransformersPeer start(String python, Path folder, Precision precision) {
        // The variable is set for our own process, which has other work; Python's shall run as its users run it.
        return new TransformersPeer(ScriptPeer.start(
                List.of(python),
                TransformersPeer.class,
                "transformers_peer.py",
                List.of(folder.toString(), precision.code()),
                List.of("OMP_WAIT_POLICY", "GOMP_SPINCOUNT")));
    }

    @Override
    public double secondsFor(List<Task> tasks) {
        return process.secondsFor(Map.of(
                "prompts", tasks.stream().map(Task::ids).toList(),
                "newTokens", tasks.stream().map(Task::newTokens).toList()));
    }

    @Override
    public long peakBytes() {
        return process.peakBytes();
    }

    @Override
    public void close() {
        process.close();
    }
}
