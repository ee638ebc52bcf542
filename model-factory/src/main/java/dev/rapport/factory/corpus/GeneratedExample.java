package dev.rapport.factory.corpus;

import dev.rapport.tuning.data.Example;
import dev.rapport.tuning.data.Example.Piece;
import java.util.List;
import java.util.Map;

/**
 * An example with what the generator knows of it.
 *
 * @param example  prompt and reply; the reply begins with a space
 * @param language of the reply
 * @param expected values of the prompt that every good reply repeats verbatim, by field name
 */
public record GeneratedExample(Example example, Language language, Map<String, String> expected) {
    public GeneratedExample {
        expected = Map.copyOf(expected);
    }

    /** An example of this prompt and a reply in pieces. */
    public GeneratedExample(String prompt, List<Piece> reply, Language language, Map<String, String> expected) {
        this(new Example(prompt, reply), language, expected);
    }

    public String prompt() {
        return example.prompt();
    }

    /** The reply in pieces. */
    public List<Piece> reply() {
        return example.reply();
    }

    /** The whole reply, without the end marker. */
    public String replyText() {
        return example.replyText();
    }
}
