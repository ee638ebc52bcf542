package dev.rapport.inference.openai;

import java.util.regex.Pattern;

/**
 * What a reasoning model says to itself before it answers, in the forms in which servers leave it in the text when no
 * parser takes it out: {@code <think>} (DeepSeek, Qwen) and its like, {@code [THINK]} (Mistral), {@code ◁think▷} (Kimi),
 * {@code <|START_THINKING|>} (Cohere) and the channels of gpt-oss. Pure.
 */
final class Thoughts {
    private static final String NAMES =
            "(?:seed:)?think(?:ing)?|thoughts?|reason(?:ing)?|reflection|analysis|scratchpad";
    private static final Pattern MARK = Pattern.compile("<(?<close>/)?(?i:" + NAMES + ")(?:\\s[^<>]{0,100})?>"
            + "|\\[(?<close2>/)?THINK]|◁(?<close3>/)?think▷|<\\|(?:START|(?<close4>END))_THINKING\\|>");

    /** Harmony, the format of gpt-oss: every message names its channel, and only the final one is for the reader. */
    private static final Pattern CHANNEL = Pattern.compile("<\\|channel\\|>|<\\|message\\|>");

    private static final Pattern FINAL =
            Pattern.compile("<\\|channel\\|>\\s*final\\b[^<]*(?:<\\|constrain\\|>[^<]*)?<\\|message\\|>");
    private static final Pattern END = Pattern.compile("<\\|(?:end|return|start|call|channel)\\|>");
    /** The same where a server has left the control tokens out. */
    private static final Pattern BARE = Pattern.compile("\\A\\s*analysis.*assistantfinal", Pattern.DOTALL);

    private Thoughts() {}

    /** The text that is meant for the reader; empty when all of it, or what has no end, is thought. */
    static String removedFrom(String text) {
        return withoutMarked(CHANNEL.matcher(text).find() ? finalChannel(text) : afterBareChannels(text));
    }

    /**
     * Keeps what is outside of all marks. A closing mark without an opening one ends thoughts that the prompt's template has
     * opened; an opening one without a closing one reaches to the end.
     */
    private static String withoutMarked(String text) {
        var marks = MARK.matcher(text);
        var kept = new StringBuilder();
        var from = 0;
        var depth = 0;
        while (marks.find()) {
            if (depth == 0) {
                kept.append(text, from, marks.start());
            }
            if (marks.group("close") == null
                    && marks.group("close2") == null
                    && marks.group("close3") == null
                    && marks.group("close4") == null) {
                depth++;
            } else if (depth == 0) {
                kept.setLength(0);
            } else {
                depth--;
            }
            from = marks.end();
        }
        return depth == 0 ? kept.append(text, from, text.length()).toString() : kept.toString();
    }

    private static String finalChannel(String text) {
        var openings = FINAL.matcher(text);
        var start = -1;
        while (openings.find()) {
            start = openings.end();
        }
        if (start < 0) {
            return "";
        }
        var ends = END.matcher(text);
        return ends.find(start) ? text.substring(start, ends.start()) : text.substring(start);
    }

    private static String afterBareChannels(String text) {
        var bare = BARE.matcher(text);
        return bare.lookingAt() ? text.substring(bare.end()) : text;
    }
}
