package dev.rapport.factory.corpus;

/** Languages the bundled model writes. */
public enum Language {
    ENGLISH("en"),
    CHINESE("zh");

    private final String code;

    Language(String code) {
        this.code = code;
    }

    /** ISO 639-1 code, as in the {@code language} line of a prompt. */
    public String code() {
        return code;
    }
}
