package dev.rapport.benchmarks.inference;

import dev.rapport.benchmarks.peer.ScriptPeer;
import dev.rapport.inference.model.Precision;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Another engine behind a script: prompts and the new tokens of each in, seconds out. */
public final class ScriptedWriter implements Peer {
    /** Set for our own process, which has other work; a peer shall run as its users run it. */
    private static final List<String> OURS_ALONE = List.of("OMP_WAIT_POLICY", "GOMP_SPINCOUNT");

    private final ScriptPeer process;
    private final Function<Task, Object> prompt;

    private ScriptedWriter(
            List<String> interpreter, String script, List<String> arguments, Function<Task, Object> prompt) {
        this.process = ScriptPeer.start(interpreter, ScriptedWriter.class, script, arguments, OURS_ALONE);
        this.prompt = prompt;
    }

    /**
     * Hugging Face transformers in Python: {@code generate} over a batch that is padded to its longest prompt. Waits until it
     * has loaded the model.
     *
     * @param python an interpreter that has torch and transformers
     * @param folder checkpoint in Hugging Face layout
     * @param precision bf16, else it computes in fp32
     */
    public static ScriptedWriter transformers(String python, Path folder, Precision precision) {
        return new ScriptedWriter(
                List.of(python), "transformers_peer.py", List.of(folder.toString(), precision.code()), Task::ids);
    }

    /**
     * java-llama.cpp in a JVM of its own, whose jar is no dependency of anything here. Waits until it has loaded the model.
     *
     * @param jar java-llama.cpp
     * @param gguf the model
     * @param slots prompts that it decodes together
     * @param contextTokens of all slots together
     */
    public static ScriptedWriter llama(Path jar, Path gguf, int slots, int contextTokens) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = System.getProperty("java.class.path") + File.pathSeparator + jar;
        return new ScriptedWriter(
                List.of(java, "-Xmx512m", "-cp", classPath),
                "LlamaScript.java",
                List.of(gguf.toString(), String.valueOf(slots), String.valueOf(contextTokens)),
                Task::text);
    }

    @Override
    public double secondsFor(List<Task> tasks) {
        return process.secondsFor(Map.of(
                "prompts", tasks.stream().map(prompt).toList(),
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
