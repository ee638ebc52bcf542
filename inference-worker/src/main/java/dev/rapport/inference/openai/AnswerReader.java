package dev.rapport.inference.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.inference.openai.Outcome.Answer;
import dev.rapport.inference.openai.Outcome.Choice;
import dev.rapport.schemas.FinishReason;
import java.util.ArrayList;
import java.util.List;

/** Reads the JSON of an answer, of completions and of chats, as the several servers write it. Pure. */
final class AnswerReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AnswerReader() {}

    /** @throws JsonProcessingException when it is no answer of this API */
    static Answer read(String body) throws JsonProcessingException {
        var root = JSON.readTree(body);
        var choices = new ArrayList<Choice>();
        for (var choice : root.path("choices")) {
            choices.add(choice(choice));
        }
        if (choices.isEmpty()) {
            throw new NoAnswerException("no choices in it");
        }
        var usage = root.path("usage");
        return new Answer(
                choices,
                Math.max(0, usage.path("prompt_tokens").asInt()),
                Math.max(0, usage.path("completion_tokens").asInt()));
    }

    private static Choice choice(JsonNode choice) throws NoAnswerException {
        var text = choice.has("message") ? choice.path("message").path("content") : choice.path("text");
        // A filtered answer may have none, null, or an empty one.
        if (!text.isTextual() && !text.isNull() && !text.isMissingNode()) {
            throw new NoAnswerException("a choice whose text is no text");
        }
        return new Choice(text.asText(""), finishReason(choice), logProbabilities(choice.path("logprobs")));
    }

    private static FinishReason finishReason(JsonNode choice) {
        return switch (choice.path("finish_reason").asText()) {
            // vLLM tells which text stopped it; nothing when it was the end token.
            case "stop" -> choice.path("stop_reason").isTextual() ? FinishReason.STOP : FinishReason.EOS;
            case "eos", "eos_token" -> FinishReason.EOS;
            case "stop_sequence" -> FinishReason.STOP;
            case "length" -> FinishReason.LENGTH;
            default -> FinishReason.OTHER;
        };
    }

    /** Of completions a list of numbers, of chats a list of tokens; llama.cpp has the latter in both. */
    private static List<Double> logProbabilities(JsonNode node) {
        var values = new ArrayList<Double>();
        for (var value : node.path("token_logprobs")) {
            values.add(value.asDouble(Double.NaN));
        }
        for (var token : node.path("content")) {
            values.add(token.path("logprob").asDouble(Double.NaN));
        }
        // One that is not told makes all of them useless.
        return values.stream().allMatch(Double::isFinite) ? values : List.of();
    }

    /** JSON, but no answer. */
    private static final class NoAnswerException extends JsonProcessingException {
        private static final long serialVersionUID = 1L;

        NoAnswerException(String message) {
            super(message);
        }
    }
}
