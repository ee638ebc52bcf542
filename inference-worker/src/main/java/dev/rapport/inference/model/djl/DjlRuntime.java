package dev.rapport.inference.model.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.pytorch.jni.JniUtils;
import dev.rapport.inference.model.ComputeDevice;
import dev.rapport.inference.model.ModelException;

/** Starts PyTorch through DJL, once a process: offline, silent, and without telemetry. */
public final class DjlRuntime {
    private DjlRuntime() {}

    /** The engine, started if necessary. Settings of the user are kept. */
    static Engine engine() {
        prepare();
        try {
            return Engine.getEngine(PtEngine.ENGINE_NAME);
        } catch (EngineException | LinkageError e) {
            throw new ModelException(
                    "PyTorch cannot start on " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                            + ": " + e.getMessage() + "; its library pytorch-native-cpu must be on the class path",
                    e);
        }
    }

    /** Sets what must be set before any class of DJL is initialised. */
    static void prepare() {
        setDefault("ai.djl.offline", "true");
        setDefault("OPT_OUT_TRACKING", "true");
        // Optimising the graph recompiles the module for new shapes, and a decode loop has many.
        setDefault("ai.djl.pytorch.graph_optimizer", "false");
    }

    /**
     * Whether to compute on a GPU: PyTorch's CUDA build, and a GPU that it sees. Starts PyTorch.
     *
     * @throws ModelException when a GPU is required that cannot be used
     */
    public static boolean usesGpu(ComputeDevice device) {
        var engine = engine();
        var isUsable = device != ComputeDevice.CPU
                && engine.hasCapability(StandardCapabilities.CUDA)
                && engine.getGpuCount() > 0;
        if (device == ComputeDevice.CUDA && !isUsable) {
            throw new ModelException("PyTorch cannot use a GPU here; docs/gpu.md says what it needs");
        }
        return isUsable;
    }

    /** Name and versions, for provenance. */
    static String description(Artefact artefact, boolean gpu) {
        return "DJL " + Engine.getDjlVersion() + ", PyTorch " + engine().getVersion() + " (" + artefact.label() + "), "
                + (gpu ? "CUDA" : "CPU");
    }

    /** Threads that share one operation. */
    static int threads() {
        return JniUtils.getNumThreads();
    }

    private static void setDefault(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
