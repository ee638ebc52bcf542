package dev.rapport.inference.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rapport.inference.openai.CallOutcome.Answer;
import dev.rapport.inference.openai.CallOutcome.Choice;
import dev.rapport.schemas.FinishReason;
import java.util.ArrayList;
import java.util.List;

/** Reads the JSON of an answer, of completions and of chats, as the several servers write it. Pure. */
final class AnswerReader {
    /** Python's JSON writes NaN and -Infinity, which some servers send as the log-probability of a forced token. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private AnswerReader() {}

    /** @throws JsonProcessingException when it is not an answer of this API */
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
        var message = choice.path("message");
        var written = text(choice.has("message") ? message.path("content") : choice.path("text"));
        var text = Thoughts.removedFrom(written);
        // Whatever stands beside a refusal is part of it.
        var refuses = isRefusal(message) || hasPart(message.path("content"), "refusal");
        return new Choice(
                refuses ? "" : text,
                refuses ? FinishReason.OTHER : finishReason(choice),
                // Those of the thoughts would rank the texts.
                text.equals(written) ? logProbabilities(choice.path("logprobs")) : List.of());
    }

    /** A text, or the texts of a list of parts one after the other; a filtered answer may have none, null, or an empty one. */
    private static String text(JsonNode content) throws NoAnswerException {
        if (content.isArray()) {
            var joined = new StringBuilder();
            for (var part : content) {
                joined.append(
                        part.isTextual()
                                ? part.asText()
                                : isText(part) ? part.path("text").asText("") : "");
            }
            return joined.toString();
        }
        if (!content.isTextual() && !content.isNull() && !content.isMissingNode()) {
            throw new NoAnswerException("a choice whose text is not a string");
        }
        return content.asText("");
    }

    /** Other parts are thoughts, images, sound and calls of tools. */
    private static boolean isText(JsonNode part) {
        var type = part.path("type").asText("text");
        return (type.equals("text") || type.equals("output_text"))
                && part.path("text").isTextual();
    }

    private static boolean isRefusal(JsonNode message) {
        return !message.path("refusal").asText("").isBlank()
                && !message.path("refusal").isNull();
    }

    private static boolean hasPart(JsonNode content, String type) {
        for (var part : content) {
            if (part.path("type").asText("").equals(type)) {
                return true;
            }
        }
        return false;
    }

    private static FinishReason finishReason(JsonNode choice) {
        return switch (choice.path("finish_reason").asText()) {
            // vLLM reports the text that stopped it; nothing when it was the end token.
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
        // One that is missing or NaN makes all of them useless; so does a sum that is NaN.
        return Double.isFinite(values.stream().mapToDouble(Double::doubleValue).sum()) ? values : List.of();
    }

    /** JSON, but no answer. */
    private static final class NoAnswerException extends JsonProcessingException {
        private static final long serialVersionUID = 1L;

        NoAnswerException(String message) {
            super(message);
        }
    }
}
