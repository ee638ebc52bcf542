package dev.rapport.scoring.api.view;

import dev.rapport.schemas.CandidateRanking;
import dev.rapport.schemas.Provenance;
import dev.rapport.schemas.Sampling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a reply came to be. */
public record ProvenanceView(
        String modelId,
        String modelSha256,
        String precision,
        String engine,
        String promptSha256,
        String templateSha256,
        int promptTokens,
        long seed,
        SamplingView sampling,
        List<Long> attemptSeeds,
        int droppedPromptTokens,
        CandidateRanking ranking,
        String sampler,
        int samplerVersion,
        String cpuCapability,
        int threads) {
    static @Nullable ProvenanceView of(@Nullable Provenance provenance) {
        return provenance == null
                ? null
                : new ProvenanceView(
                        provenance.getModelId(),
                        provenance.getModelSha256(),
                        provenance.getPrecision(),
                        provenance.getEngine(),
                        provenance.getPromptSha256(),
                        provenance.getTemplateSha256(),
                        provenance.getPromptTokens(),
                        provenance.getSeed(),
                        SamplingView.of(provenance.getSampling()),
                        provenance.getAttemptSeeds(),
                        provenance.getDroppedPromptTokens(),
                        provenance.getRanking(),
                        provenance.getSampler(),
                        provenance.getSamplerVersion(),
                        provenance.getCpuCapability(),
                        provenance.getThreads());
    }

    /** Settings of the sampling. */
    public record SamplingView(
            int candidates,
            int maxNewTokens,
            double temperature,
            int topK,
            double topP,
            double minP,
            double repetitionPenalty,
            int noRepeatNgramSize) {
        static SamplingView of(Sampling sampling) {
            return new SamplingView(
                    sampling.getCandidates(),
                    sampling.getMaxNewTokens(),
                    sampling.getTemperature(),
                    sampling.getTopK(),
                    sampling.getTopP(),
                    sampling.getMinP(),
                    sampling.getRepetitionPenalty(),
                    sampling.getNoRepeatNgramSize());
        }
    }
}
