package dev.rapport.inference.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rapport.inference.openai.CallOutcome.Answer;
import dev.rapport.inference.openai.CallOutcome.Choice;
import dev.rapport.inference.text.GeneratedCandidate;
import dev.rapport.schemas.FinishReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    @Test
    void readsACompletion() throws JsonProcessingException {
        // When
        var answer = AnswerReader.read("""
                {"id": "cmpl-1", "object": "text_completion", "model": "m", "choices": [
                  {"index": 0, "text": " Hi", "finish_reason": "stop", "stop_reason": null,
                   "logprobs": {"tokens": [" Hi", ""], "token_logprobs": [-0.5, -1.5], "text_offset": [0, 3]}},
                  {"index": 1, "text": " Ho", "finish_reason": "length", "logprobs": null}],
                 "usage": {"prompt_tokens": 7, "completion_tokens": 5, "total_tokens": 12}}""");

        // Then
        assertThat(answer)
                .isEqualTo(new Answer(
                        List.of(
                                new Choice(" Hi", FinishReason.EOS, List.of(-0.5, -1.5)),
                                new Choice(" Ho", FinishReason.LENGTH, List.of())),
                        7,
                        5));
    }

    @Test
    void readsAChat() throws JsonProcessingException {
        // When
        var answer = AnswerReader.read("""
                {"choices": [{"message": {"role": "assistant", "content": "Hi"}, "finish_reason": "stop",
                  "logprobs": {"content": [{"token": "Hi", "logprob": -0.25, "bytes": [72], "top_logprobs": []}]}}]}""");

        // Then
        assertThat(answer.choices()).containsExactly(new Choice("Hi", FinishReason.EOS, List.of(-0.25)));
        assertThat(answer.promptTokens()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "stop, null, EOS",
        "stop, '\"\\n\"', STOP",
        "eos_token, null, EOS",
        "length, null, LENGTH",
        "content_filter, null, OTHER",
        "tool_calls, null, OTHER"
    })
    void tellsWhyATextEnded(String reason, String stopReason, FinishReason expected) throws JsonProcessingException {
        var answer = AnswerReader.read("{\"choices\": [{\"text\": \"a\", \"finish_reason\": \"" + reason
                + "\", \"stop_reason\": " + stopReason + "}]}");
        assertThat(answer.choices().get(0).finishReason()).isEqualTo(expected);
    }

    @Test
    void takesAFilteredAnswerWithoutText() throws JsonProcessingException {
        var answer = AnswerReader.read(
                "{\"choices\": [{\"message\": {\"content\": null}, \"finish_reason\": \"content_filter\"}]}");
        assertThat(answer.choices()).containsExactly(new Choice("", FinishReason.OTHER, List.of()));
    }

    @Test
    void trustsNoLogProbabilitiesOfWhichOneIsMissing() throws JsonProcessingException {
        var answer = AnswerReader.read(
                "{\"choices\": [{\"text\": \"a\", \"logprobs\": {\"token_logprobs\": [-1.0, null]}}]}");
        assertThat(answer.choices().get(0).logProbabilities()).isEmpty();
    }

    /** As Python's JSON writes them, as texts, and as a number that no double holds; and nothing at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {"NaN", "-Infinity", "Infinity", "null", "\"-Infinity\"", "\"low\"", "-1e99999", "-1e308, -1e308"
            })
    void takesATextUnscoredWhoseLogProbabilitiesAreNoNumbers(String numbers) throws JsonProcessingException {
        // When
        var answer = AnswerReader.read(
                "{\"choices\": [{\"text\": \"a\", \"logprobs\": {\"token_logprobs\": [" + numbers + "]}}]}");
        var candidates = Candidates.of(List.of(answer));

        // Then
        assertThat(candidates).extracting(GeneratedCandidate::text).containsExactly("a");
        assertThat(candidates).extracting(GeneratedCandidate::isScored).containsExactly(false);
    }

    @Test
    void takesAChatUnscoredThatTellsNoLogProbability() throws JsonProcessingException {
        var answer = AnswerReader.read("""
                {"choices": [{"message": {"content": "a"}, "logprobs": {"content": [{"token": "a"}]}},
                  {"message": {"content": "b"}, "logprobs": {"content": null}}]}""");
        assertThat(answer.choices()).extracting(Choice::logProbabilities).containsOnly(List.of());
    }

    @Test
    void joinsThePartsOfAText() throws JsonProcessingException {
        var answer = AnswerReader.read("""
                {"choices": [{"message": {"content": [
                  {"type": "thinking", "thinking": [{"type": "text", "text": "She wants a lamp."}]},
                  {"type": "text", "text": "Hi "}, {"type": "image_url", "image_url": {"url": "http://x/"}},
                  {"type": "output_text", "text": "Ada"}, "!", {"type": "text"}, null]}, "finish_reason": "stop"}]}""");
        assertThat(answer.choices()).containsExactly(new Choice("Hi Ada!", FinishReason.EOS, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"content\": null, \"refusal\": \"I cannot help with that.\"}",
                "{\"content\": [{\"type\": \"text\", \"text\": \"Well\"}, {\"type\": \"refusal\", \"refusal\": \"No.\"}]}",
                "{\"content\": [{\"type\": \"image_url\"}]}"
            })
    void takesARefusalForNoText(String message) throws JsonProcessingException {
        var answer = AnswerReader.read("{\"choices\": [{\"message\": " + message + ", \"finish_reason\": null}]}");
        assertThat(answer.choices()).containsExactly(new Choice("", FinishReason.OTHER, List.of()));
    }

    @Test
    void leavesThoughtsOutAndTheirLogProbabilitiesToo() throws JsonProcessingException {
        var answer = AnswerReader.read("""
                {"choices": [{"message": {"content": "<think>a lamp</think>Hi Ada!", "refusal": null}, "finish_reason": "stop",
                  "logprobs": {"content": [{"token": "<think>", "logprob": -0.25}]}},
                  {"message": {"content": "Hi Bo!", "reasoning_content": "a lamp"}, "finish_reason": "stop"}]}""");
        assertThat(answer.choices())
                .containsExactly(
                        new Choice("Hi Ada!", FinishReason.EOS, List.of()),
                        new Choice("Hi Bo!", FinishReason.EOS, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{}",
                "{\"choices\": []}",
                "{\"choices\": [{\"text\": 7}]}",
                "{\"choices\": ["
            })
    void knowsWhatIsNoAnswer(String body) {
        assertThatThrownBy(() -> AnswerReader.read(body)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void ranksByMeanLogProbabilityAndLeavesTheUnscoredLast() {
        // Given
        var unscored = new Choice("unscored", FinishReason.EOS, List.of());
        var low = new Choice("low", FinishReason.EOS, List.of(-3.0, -1.0));
        var high = new Choice("high", FinishReason.EOS, List.of(-1.0, -1.0, -1.0));

        // When
        var ranked = Candidates.of(List.of(new Answer(List.of(unscored, low, high), 7, 9)));

        // Then
        assertThat(ranked).extracting(GeneratedCandidate::text).containsExactly("high", "low", "unscored");
        assertThat(ranked).extracting(GeneratedCandidate::score).containsExactly(-1.0, -2.0, Double.NaN);
        assertThat(ranked).extracting(GeneratedCandidate::isScored).containsExactly(true, true, false);
    }

    @Test
    void keepsTheOrderOfArrivalWithoutLogProbabilities() {
        // Given
        var choices = List.of(
                new Choice("first", FinishReason.EOS, List.of()), new Choice("second", FinishReason.EOS, List.of()));

        // When
        var ranked = Candidates.of(List.of(new Answer(choices, 7, 9), new Answer(choices.subList(0, 1), 7, 4)));

        // Then: tokens that are counted together are shared, so that their sum is right
        assertThat(ranked).extracting(GeneratedCandidate::text).containsExactly("first", "second", "first");
        assertThat(ranked).extracting(GeneratedCandidate::tokenCount).containsExactly(5, 4, 4);
    }
}
