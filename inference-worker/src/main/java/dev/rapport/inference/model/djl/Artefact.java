package dev.rapport.inference.model.djl;

import dev.rapport.inference.model.Precision;

/** The forms of the TorchScript module that {@code build.py} writes. */
enum Artefact {
    /** Runs on every libtorch. Below 16 rows its products add in another order. */
    PORTABLE("gpt2.pt", "portable", 16),
    /** Prepacked products of oneDNN, which only libtorch for CPUs has. */
    ONE_DNN("gpt2-onednn.pt", "oneDNN", 1),
    /** Products of 8-bit integers. */
    INTEGERS("gpt2-int8.pt", "int8", 1);

    private static final int COARSE = 8;

    private final String file;
    private final String label;
    private final int fewestRows;

    Artefact(String file, String label, int fewestRows) {
        this.file = file;
        this.label = label;
        this.fewestRows = fewestRows;
    }

    /** The fastest for a precision. */
    static Artefact fastest(Precision precision) {
        return precision == Precision.INT8 ? INTEGERS : ONE_DNN;
    }

    /** Name of the resource beside this class. */
    String file() {
        return file;
    }

    /**
     * How many rows to compute when some are wanted. Rounded up, because a kernel is prepared for every new shape, and
     * never so few that a row would depend on how many others there are.
     */
    int rows(int wanted) {
        if (wanted > COARSE) {
            return (wanted + COARSE - 1) / COARSE * COARSE;
        }
        var powerOfTwo = wanted <= 1 ? 1 : Integer.highestOneBit(wanted - 1) << 1;
        return Math.max(fewestRows, powerOfTwo);
    }

    /** What provenance says. */
    String label() {
        return label;
    }
}
