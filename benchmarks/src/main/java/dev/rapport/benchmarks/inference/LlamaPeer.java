package dev.rapport.benchmarks.inference;

import dev.rapport.benchmarks.peer.ScriptPeer;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** java-llama.cpp in a JVM of its own, whose jar is no dependency of anything here. */
public final class LlamaPeer implements Peer {
    private final ScriptPeer process;

    private LlamaPeer(ScriptPeer process) {
        this.process = process;
    }

    /**
     * Starts the process and waits until it has loaded the model.
     *
     * @param jar java-llama.cpp
     * @param gguf the model
     * @param slots prompts that it decodes together
     * @param contextTokens of all slots together
     */
    public static LlamaPeer start(Path jar, Path gguf, int slots, int contextTokens) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = System.getProperty("java.class.path") + File.pathSeparator + jar;
        return new LlamaPeer(ScriptPeer.start(
                List.of(java, "-Xmx512m", "-cp", classPath),
                LlamaPeer.class,
                "LlamaScript.java",
                List.of(gguf.toString(), String.valueOf(slots), String.valueOf(contextTokens)),
                List.of("OMP_WAIT_POLICY", "GOMP_SPINCOUNT")));
    }

    @Override
    public double secondsFor(List<Task> tasks) {
        return process.secondsFor(Map.of(
                "prompts", tasks.stream().map(Task::text).toList(),
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
