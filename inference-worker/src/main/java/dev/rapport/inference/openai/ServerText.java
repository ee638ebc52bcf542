package dev.rapport.inference.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a server says about a request that it did not answer, in a line that may be shown. Pure. */
record ServerText(String message, String code) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_CHARACTERS = 300;
    private static final Pattern HAS_CHOICES = Pattern.compile("\"choices\"\\s*:\\s*\\[\\s*[^\\]\\s]");
    /** A message that has this many characters in a row with the prompt quotes it: validators like to. */
    private static final int QUOTED = 24;

    /**
     * @param body whatever the server sent: JSON in one of several shapes, or a page of a proxy
     * @param prompt must not be shown
     * @param key must not be shown
     */
    static ServerText of(String body, String prompt, ApiKey key) {
        try {
            var root = JSON.readTree(body);
            var error = root.path("error").isObject() ? root.path("error") : root;
            var message = firstText(
                    error.path("message"), root.path("error"), root.path("message"), root.path("detail"), error);
            var code = error.path("code").asText("") + " " + error.path("type").asText("") + " "
                    + error.path("innererror").path("code").asText("");
            return new ServerText(shown(message, prompt, key), code.toLowerCase(Locale.ROOT));
        } catch (JsonProcessingException e) {
            return new ServerText(shown(body, prompt, key), "");
        }
    }

    /**
     * What a server says in the place of an answer, with a status that promises one; empty when it says nothing, or when
     * what it sent holds texts of the model: those are never shown.
     */
    static String ofNoAnswer(String body, String prompt, ApiKey key) {
        return HAS_CHOICES.matcher(body).find() ? "" : of(body, prompt, key).message();
    }

    /** A line without control characters, prompt and key. */
    static String shown(String text, String prompt, ApiKey key) {
        var line = key.removedFrom(oneLine(text));
        if (quotes(line, oneLine(prompt))) {
            return "(a message that quotes the prompt)";
        }
        return line.length() > MAX_CHARACTERS ? line.substring(0, MAX_CHARACTERS) + "…" : line;
    }

    private static String firstText(JsonNode... nodes) {
        for (var node : nodes) {
            if (node.isTextual() && !node.asText().isBlank()) {
                return node.asText();
            }
        }
        var last = nodes[nodes.length - 1];
        return last.isEmpty() ? "" : last.toString();
    }

    private static String oneLine(String text) {
        // Escaped line breaks too: what quotes JSON in JSON has them.
        return text.replace("\\n", " ").replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }

    private static boolean quotes(String line, String prompt) {
        if (prompt.length() <= QUOTED) {
            return prompt.length() > 3 && line.contains(prompt);
        }
        for (int at = 0; at + QUOTED <= line.length(); at++) {
            if (prompt.contains(line.substring(at, at + QUOTED))) {
                return true;
            }
        }
        return false;
    }
}
