package dev.rapport.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rapport.inference.batching.BatchingConfig;
import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.model.checkpoint.Checkpoint;
import dev.rapport.inference.model.source.ModelFolder;
import dev.rapport.inference.text.GeneratedCandidate;
import dev.rapport.inference.text.GenerationRequest;
import dev.rapport.inference.text.GenerationResult;
import dev.rapport.inference.text.GenerationResult.Generated;
import dev.rapport.schemas.FinishReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine answers what Hugging Face transformers answers, in a batch whose prompts join and leave. */
class GoldenParityTest {
    private static LocalTextGenerator generator;

    @BeforeAll
    static void open() {
        // Three slots for eight prompts of 1 to 49 tokens: they join and leave at different steps.
        var config = new GeneratorConfig(new BatchingConfig(3, 40), 1 << 20);
        generator = LocalTextGenerator.open(TinyModel.checkpoint(), config);
    }

    @AfterAll
    static void close() {
        generator.close();
    }

    @ParameterizedTest
    @CsvSource({"greedy, 1, 0, 0", "penalised, 1.5, 0, 0", "ngrams, 1, 2, 0", "minimum, 1, 0, 24"})
    void writesTheSameTokensAsTransformers(String name, double penalty, int ngram, int minimum) {
        // Given
        var settings = new SamplingSettings(1, 24, minimum, 0, 0, 1, 0, penalty, ngram);
        var requests = TinyModel.prompts().stream()
                .map(p -> new GenerationRequest(p.path("prompt").asText(), settings, 0))
                .toList();

        // When
        var results = generator.generate(requests);

        // Then
        for (int i = 0; i < results.size(); i++) {
            var golden = TinyModel.prompts().get(i);
            var candidate = only(results.get(i));
            assertThat(candidate.tokens())
                    .isEqualTo(TinyModel.integers(golden.path(name).path("tokens")));
            assertThat(candidate.logProbability())
                    .isEqualTo(golden.path(name).path("logProbability").asDouble(), within(1e-3));
        }
    }

    /** As transformers does: any of several ends is one, and one that is a word is part of the text. */
    @Test
    void endsAtAnyOfSeveralEndTokens(@TempDir Path folder) throws IOException {
        // Given
        var settings = SamplingSettings.greedy(12);
        var request = new GenerationRequest("a lamp", settings, 0);
        var whole = (Generated) generator.generate(List.of(request)).get(0);
        var end = whole.candidates().get(0).tokens().get(5);
        TinyModel.copyTo(folder);
        Files.writeString(folder.resolve("generation_config.json"), "{\"eos_token_id\": [0, " + end + "]}");

        // When
        try (var other =
                LocalTextGenerator.open(Checkpoint.open(new ModelFolder(folder, "tiny")), GeneratorConfig.DEFAULT)) {
            var text = ((Generated) other.generate(List.of(request)).get(0))
                    .candidates()
                    .get(0);

            // Then
            var first = whole.candidates().get(0).tokens().indexOf(end);
            assertThat(text.finishReason()).isEqualTo(FinishReason.EOS);
            assertThat(text.tokens())
                    .isEqualTo(whole.candidates().get(0).tokens().subList(0, first + 1));
            assertThat(whole.candidates().get(0).text()).startsWith(text.text());
            assertThat(text.text()).isNotEmpty();
        }
    }

    @Test
    void givesTheSameFirstLogitsAsTransformers() {
        for (var golden : TinyModel.prompts()) {
            // When
            var logits = generator.firstLogits(golden.path("prompt").asText());

            // Then
            assertThat(logits).hasSize(384);
            for (int i = 0; i < logits.length; i++) {
                assertThat(logits[i])
                        .isEqualTo((float) golden.path("firstLogits").get(i).asDouble(), within(1e-4f));
            }
        }
    }

    @Test
    void splitsTextAsTransformersDoes() {
        for (var golden : TinyModel.prompts()) {
            // When
            var ids = generator.tokenizer().encode(golden.path("prompt").asText());

            // Then
            assertThat(ids).isEqualTo(TinyModel.ints(golden.path("ids")));
            assertThat(generator.tokenizer().tokens(ids))
                    .isEqualTo(TinyModel.list(golden.path("spellings")).stream()
                            .map(JsonNode::asText)
                            .toList());
            assertThat(generator.tokenizer().decode(ids))
                    .isEqualTo(golden.path("prompt").asText());
        }
    }

    private static GeneratedCandidate only(GenerationResult result) {
        assertThat(result).isInstanceOf(Generated.class);
        List<GeneratedCandidate> candidates = ((Generated) result).candidates();
        assertThat(candidates).hasSize(1);
        return candidates.get(0);
    }
}
