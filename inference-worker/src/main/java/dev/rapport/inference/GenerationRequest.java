package dev.rapport.inference;

import dev.rapport.inference.generation.SamplingSettings;

/**
 * One prompt.
 *
 * @param prompt text; control tokens in it are plain text
 * @param settings how candidates are drawn
 * @param seed the same seed and model give the same candidates, whatever else is in the batch
 */
public record GenerationRequest(String prompt, SamplingSettings settings, long seed) {}
