package dev.rapport.runtime.json;

import com.fasterxml.jackson.core.JsonProcessingException;

/** What is wrong with a text that should be JSON, for people who wrote it. */
public final class JsonFault {
    private JsonFault() {}

    /** What the parser says, without its note on where something began, which ends in that it does not say in which file. */
    public static String of(JsonProcessingException failure) {
        var message = failure.getOriginalMessage();
        var note = message.indexOf(" (start marker");
        return note < 0 ? message : message.substring(0, note);
    }
}
