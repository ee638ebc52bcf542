package dev.rapport.inference.model;

/**
 * Where texts come from; goes into the provenance of every reply.
 *
 * @param id name of the checkpoint
 * @param sha256 of the checkpoint's weights, lower-case hexadecimal; of one file its checksum, of shards that of their
 *     bytes one after the other in the order of their names
 * @param precision arithmetic of the model, for example {@code fp32}
 * @param engine software that runs the model, with its version
 */
public record ModelInfo(String id, String sha256, String precision, String engine) {}
