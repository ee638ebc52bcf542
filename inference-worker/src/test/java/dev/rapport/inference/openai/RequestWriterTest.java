package dev.rapport.inference.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.text.GenerationRequest;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestWriterTest {
    private static final OpenAiConfig PLAIN = OpenAiConfig.of(URI.create("http://localhost:8000"), "m");
    private static final SamplingSettings SETTINGS = new SamplingSettings(3, 20, 2, 0.7, 40, 0.9, 0.1, 1.2, 0);
    private static final SamplingSettings OF_THE_API = new SamplingSettings(3, 20, 0, 0.7, 0, 0.9, 0, 1, 0);

    @Test
    void asksForACompletionWithTheSettingsOfTheApiOnly() throws JsonProcessingException {
        // When
        var body = body(PLAIN, OF_THE_API);

        // Then
        assertThat(body.remove("seed").isIntegralNumber()).isTrue();
        assertThat(body)
                .isEqualTo(
                        json("{'model':'m','prompt':'Hi \"Anna\"','n':3,'max_tokens':20,'temperature':0.7,'top_p':0.9,"
                                + "'logprobs':1}"));
    }

    @Test
    void asksForAChatWithTheSystemPromptFirst() throws JsonProcessingException {
        // Given
        var chat = new OpenAiConfig(
                PLAIN.baseUrl(),
                "m",
                ApiMode.CHAT,
                "Be brief.",
                Extensions.NONE,
                false,
                "Authorization",
                PLAIN.limits());

        // When
        var body = body(chat, OF_THE_API);

        // Then
        assertThat(body.path("messages"))
                .isEqualTo(json("[{'role':'system','content':'Be brief.'},{'role':'user','content':'Hi \"Anna\"'}]"));
        assertThat(body.has("prompt")).isFalse();
        assertThat(body.has("logprobs")).isFalse();
    }

    @Test
    void tellsVllmAllItsSettings() throws JsonProcessingException {
        var body = body(PLAIN.with(Extensions.VLLM), SETTINGS);
        assertThat(body.path("top_k").asInt()).isEqualTo(40);
        assertThat(body.path("min_p").asDouble()).isEqualTo(0.1);
        assertThat(body.path("repetition_penalty").asDouble()).isEqualTo(1.2);
        assertThat(body.path("min_tokens").asInt()).isEqualTo(2);
    }

    @Test
    void tellsLlamaCppAllItsSettingsInOurOrder() throws JsonProcessingException {
        var body = body(PLAIN.with(Extensions.LLAMA_CPP), SETTINGS);
        assertThat(body.path("top_k").asInt()).isEqualTo(40);
        assertThat(body.path("min_p").asDouble()).isEqualTo(0.1);
        assertThat(body.path("repeat_penalty").asDouble()).isEqualTo(1.2);
        assertThat(body.path("repeat_last_n").asInt()).isEqualTo(-1);
        assertThat(body.path("samplers")).isEqualTo(json("['penalties','temperature','top_k','top_p','min_p']"));
    }

    @Test
    void turnsTheServersOwnDefaultsOff() throws JsonProcessingException {
        var vllm = body(PLAIN.with(Extensions.VLLM), OF_THE_API);
        assertThat(vllm.path("top_k").asInt()).isEqualTo(-1);
        assertThat(vllm.path("repetition_penalty").asDouble()).isEqualTo(1);
        var llama = body(PLAIN.with(Extensions.LLAMA_CPP), OF_THE_API);
        assertThat(llama.path("top_k").asInt(-9)).isZero();
        assertThat(llama.path("min_p").asDouble(-9)).isZero();
    }

    @Test
    void givesEachCandidateAnotherSeedThatAllServersTake() throws JsonProcessingException {
        // Given
        var writer = new RequestWriter(PLAIN);
        var request = new GenerationRequest("x", OF_THE_API, -1);

        // When
        var seeds = IntStream.range(0, 50)
                .mapToObj(candidate -> json(writer.write(request, candidate, 1)).path("seed"))
                .toList();

        // Then
        assertThat(seeds).doesNotHaveDuplicates().allSatisfy(seed -> assertThat(seed.asLong())
                .isBetween(0L, (1L << 31) - 1));
        assertThat(json(writer.write(request, 7, 1)).path("seed")).isEqualTo(seeds.get(7));
    }

    @Test
    void refusesWhatTheServerWouldIgnore() {
        assertThat(Extensions.NONE.unsupported(OF_THE_API)).isEmpty();
        assertThat(Extensions.VLLM.unsupported(SETTINGS)).isEmpty();
        assertThat(Extensions.NONE.unsupported(new SamplingSettings(1, 9, 0, 1, 40, 1, 0, 1, 0)))
                .hasValue("sampling top-k=40 is not among the settings of inference.openai.extensions=none; "
                        + "the campaign must say 0");
        assertThat(Extensions.NONE.unsupported(new SamplingSettings(1, 9, 0, 1, 0, 1, 0.1, 1, 0)))
                .isPresent();
        assertThat(Extensions.NONE.unsupported(new SamplingSettings(1, 9, 0, 1, 0, 1, 0, 1.1, 0)))
                .isPresent();
        assertThat(Extensions.LLAMA_CPP.unsupported(SETTINGS))
                .hasValueSatisfying(why -> assertThat(why).contains("min-new-tokens=2"));
        assertThat(Extensions.VLLM.unsupported(new SamplingSettings(1, 9, 0, 1, 0, 1, 0, 1, 3)))
                .hasValueSatisfying(why -> assertThat(why).contains("no-repeat-ngram-size=3"));
    }

    @Test
    void sendsTextsThatStopAndWordsThatAreBad() throws JsonProcessingException {
        // Given
        var settings = OF_THE_API.withStop(List.of("\n\n")).withBadWords(List.of("cheap"));

        // Then
        assertThat(body(PLAIN, settings).path("stop")).isEqualTo(json("['\\n\\n']"));
        assertThat(body(PLAIN.with(Extensions.VLLM), settings).path("bad_words"))
                .isEqualTo(json("['cheap']"));
        assertThat(Extensions.VLLM.unsupported(settings)).isEmpty();
        assertThat(Extensions.LLAMA_CPP.unsupported(settings))
                .hasValueSatisfying(why -> assertThat(why).contains("bad-words").doesNotContain("cheap"));
        assertThat(Extensions.NONE.unsupported(OF_THE_API.withStop(List.of("a", "b", "c", "d", "e"))))
                .isPresent();
    }

    @Test
    void greedyNeedsNoneOfTheSettingsThatNarrow() {
        assertThat(Extensions.NONE.unsupported(new SamplingSettings(1, 9, 0, 0, 40, 1, 0.1, 1, 0)))
                .isEmpty();
    }

    private static ObjectNode body(OpenAiConfig config, SamplingSettings settings) throws JsonProcessingException {
        var request = new GenerationRequest("Hi \"Anna\"", settings, 42);
        return (ObjectNode) json(new RequestWriter(config).write(request, 0, settings.candidates()));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper()
                    .configure(JsonParser.Feature.ALLOW_SINGLE_QUOTES, true)
                    .readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
