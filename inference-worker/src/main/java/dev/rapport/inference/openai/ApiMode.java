package dev.rapport.inference.openai;

/** Which of the API's endpoints writes. */
public enum ApiMode {
    /** The prompt is continued as it is: for base models such as GPT-2. */
    COMPLETIONS("completions", "/completions"),
    /** The prompt is what a user says, and the model answers: for models that were tuned to chat. */
    CHAT("chat", "/chat/completions");

    private final String code;
    private final String path;

    ApiMode(String code, String path) {
        this.code = code;
        this.path = path;
    }

    /** Name in settings. */
    public String code() {
        return code;
    }

    /** Below the base URL, with a leading slash. */
    String path() {
        return path;
    }

    /** @throws IllegalArgumentException when there is none of that name */
    public static ApiMode of(String code) {
        return switch (code) {
            case "completions" -> COMPLETIONS;
            case "chat" -> CHAT;
            default ->
                throw new IllegalArgumentException("inference.openai.mode=" + code + ": must be completions or chat");
        };
    }
}
