package dev.rapport.inference.model.source;

import java.nio.file.Path;

/**
 * A checkpoint on disk.
 *
 * @param path folder in Hugging Face layout
 * @param id name for people and for provenance
 */
public record ModelFolder(Path path, String id) {}
