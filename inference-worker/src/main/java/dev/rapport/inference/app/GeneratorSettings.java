package dev.rapport.inference.app;

import dev.rapport.inference.batching.BatchingConfig;
import dev.rapport.inference.engine.GeneratorConfig;
import dev.rapport.inference.model.ComputeDevice;
import dev.rapport.inference.model.Precision;
import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.value.ByteSize;

/** Reads {@code inference.device}, {@code inference.precision} and {@code inference.batching.*}. */
final class GeneratorSettings {
    private GeneratorSettings() {}

    static GeneratorConfig from(ConfigReader in) {
        var defaults = GeneratorConfig.DEFAULT;
        var slots = in.integer(
                "inference.batching.max-slots",
                defaults.batching().maxSlots(),
                "Sequences decoded together; memory grows with it.");
        var prefill = in.integer(
                "inference.batching.prefill-tokens",
                defaults.batching().prefillTokens(),
                "Prompt tokens read in one step of the model.");
        var cache = in.size(
                "inference.batching.kv-budget",
                new ByteSize(defaults.cacheBytes()),
                "Memory for cached keys and values.");
        var precision = in.text(
                "inference.precision",
                defaults.precision().code(),
                "Arithmetic of the model: fp32 (exact), bf16 (faster) or int8 (fastest; texts depend on the batch).");
        var device = in.text(
                "inference.device",
                defaults.device().code(),
                "Where the model computes: cpu, cuda, or auto: a GPU where PyTorch can use one.");
        // One by one, so that all problems are reported together.
        var where = in.build(() -> device(device), defaults::device);
        var arithmetic = in.build(() -> precision(precision), defaults::precision);
        return in.build(
                () -> new GeneratorConfig(where, arithmetic, new BatchingConfig(slots, prefill), cache.bytes()),
                () -> defaults);
    }

    private static ComputeDevice device(String code) {
        return ComputeDevice.of(code)
                .orElseThrow(
                        () -> new IllegalArgumentException("inference.device=" + code + ": must be auto, cpu or cuda"));
    }

    private static Precision precision(String code) {
        return Precision.of(code)
                .orElseThrow(() ->
                        new IllegalArgumentException("inference.precision=" + code + ": must be fp32, bf16 or int8"));
    }
}
