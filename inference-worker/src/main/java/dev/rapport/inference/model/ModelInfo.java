package dev.rapport.inference.model;

/**
 * Where texts come from; goes into the provenance of every reply.
 *
 * @param id name of the checkpoint, or the one that a server knows the model by
 * @param sha256 of the checkpoint's weights, lower-case hexadecimal; of one file its checksum, of shards that of their
 *     bytes one after the other in the order of their names; empty when a server runs the model
 * @param precision arithmetic of the model, for example {@code fp32}; {@code unknown} when a server runs it
 * @param engine software that runs the model, with its version, or the server's kind and address
 */
public record ModelInfo(String id, String sha256, String precision, String engine) {}
