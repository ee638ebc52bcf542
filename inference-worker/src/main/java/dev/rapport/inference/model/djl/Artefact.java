package dev.rapport.inference.model.djl;

import dev.rapport.inference.model.Precision;

/** The forms of the TorchScript module that {@code build.py} writes. */
enum Artefact {
    /** Runs on every libtorch. */
    PORTABLE("gpt2.pt", "portable"),
    /** Prepacked products of oneDNN, which only libtorch for CPUs has. */
    ONE_DNN("gpt2-onednn.pt", "oneDNN"),
    /** Products of 8-bit integers. */
    INTEGERS("gpt2-int8.pt", "int8");

    private final String file;
    private final String label;

    Artefact(String file, String label) {
        this.file = file;
        this.label = label;
    }

    /** The fastest for a precision. */
    static Artefact fastest(Precision precision) {
        return precision == Precision.INT8 ? INTEGERS : ONE_DNN;
    }

    /** Name of the resource beside this class. */
    String file() {
        return file;
    }

    /** What provenance says. */
    String label() {
        return label;
    }
}
