package dev.rapport.inference.model;

/**
 * Where texts come from; goes into the provenance of every reply.
 *
 * @param id name of the checkpoint, or the one that a server knows the model by
 * @param sha256 of the checkpoint's weights, lower-case hexadecimal; of one file its checksum, of shards that of their
 *     bytes one after the other in the order of their names; empty when a server runs the model
 * @param precision arithmetic of the model, for example {@code fp32}; {@code unknown} when a server runs it
 * @param engine software that runs the model, with its version, or the server's kind and address
 * @param cpuCapability vector instructions of the arithmetic, as PyTorch names them; empty when unknown, and on a GPU
 * @param threads that share one matrix product; 0 when unknown, and on a GPU
 * @param samplerVersion version of the code that draws tokens; 0 when a server draws them
 */
public record ModelInfo(
        String id,
        String sha256,
        String precision,
        String engine,
        String cpuCapability,
        int threads,
        int samplerVersion) {
    /** A model of whose machine and sampler nothing is known. */
    public ModelInfo(String id, String sha256, String precision, String engine) {
        this(id, sha256, precision, engine, "", 0, 0);
    }

    public ModelInfo withSamplerVersion(int version) {
        return new ModelInfo(id, sha256, precision, engine, cpuCapability, threads, version);
    }
}
