package dev.rapport.ingestion.letters.api;

import java.util.regex.Pattern;

/** Messages of exceptions for those who may not see personal data: parsers quote what they read. */
final class Quoted {
    private static final int MAX = 200;
    private static final Pattern QUOTES = Pattern.compile("'[^']*'|\"[^\"]*\"|\\S+@\\S+|[0-9]{5,}");

    private Quoted() {}

    /** Without what is in quotation marks, addresses and long numbers; at most 200 characters. */
    static String hidden(String message) {
        var hidden = QUOTES.matcher(message).replaceAll("…");
        return hidden.substring(0, Math.min(hidden.length(), MAX));
    }
}
