package dev.rapport.factory.training;

import dev.rapport.factory.corpus.GeneratedExample;
import dev.rapport.tuning.data.ReplyTokenizer;
import dev.rapport.tuning.data.ReplyTokenizer.Spans;
import dev.rapport.tuning.training.Sequence;
import java.util.BitSet;

/**
 * Makes sequences in which copied values count more, and in half of which other tokens take their place; see
 * docs/adr/0007-copying-is-practised-with-every-token.md.
 */
final class CopyPractice {
    private final ReplyTokenizer tokenizer;
    private final TokenSwap swap;

    private CopyPractice(ReplyTokenizer tokenizer, TokenSwap swap) {
        this.tokenizer = tokenizer;
        this.swap = swap;
    }

    static CopyPractice of(ReplyTokenizer tokenizer) {
        return new CopyPractice(tokenizer, TokenSwap.of(tokenizer));
    }

    /** The tokens as they are. */
    static CopyPractice withoutSwaps(ReplyTokenizer tokenizer) {
        return new CopyPractice(tokenizer, TokenSwap.NONE);
    }

    /**
     * Prompt and reply are tokenized apart, as they will be when the model writes.
     *
     * @param copiedWeight weight of reply tokens that repeat a value of the prompt; all others weigh 1
     */
    Sequence sequence(GeneratedExample example, float copiedWeight) {
        var prompt = tokenizer.encodeWithSpans(example.prompt());
        var reply = tokenizer.encodeWithSpans(example.replyText());
        var sequence = Sequence.of(prompt.ids(), reply.ids(), tokenizer.endId());
        var copied = new BitSet();
        var given = new BitSet();
        var start = prompt.ids().length;
        var from = 0;
        for (var piece : example.reply()) {
            var to = from + piece.text().length();
            if (piece.copied()) {
                for (var i = 0; i < reply.ids().length; i++) {
                    if (reply.to()[i] > from && reply.from()[i] < to) {
                        sequence.weights()[start + i] = copiedWeight;
                        copied.set(start + i);
                    }
                }
                markGiven(piece.text().strip(), example.prompt(), prompt, given);
            }
            from = to;
        }
        swap.swap(sequence.ids(), given, copied, example.prompt().hashCode());
        return sequence;
    }

    /** Marks every place of the prompt where a value stands. */
    private static void markGiven(String value, String text, Spans prompt, BitSet given) {
        for (var at = text.indexOf(value); !value.isEmpty() && at >= 0; at = text.indexOf(value, at + value.length())) {
            for (var i = 0; i < prompt.ids().length; i++) {
                if (isWithin(prompt, i, at, at + value.length())) {
                    given.set(i);
                }
            }
        }
    }

    /** Whether a token has characters of this stretch only, a space before them aside. */
    private static boolean isWithin(Spans text, int token, int start, int end) {
        return text.to()[token] > start && text.from()[token] >= start - 1 && text.to()[token] <= end;
    }
}
