package dev.rapport.inference.decoding;

import dev.rapport.inference.generation.SamplingSettings;
import dev.rapport.inference.generation.TokenChoice;
import dev.rapport.inference.generation.TokenRules;
import dev.rapport.inference.model.StepOutput;
import dev.rapport.inference.model.Tokenizer;
import dev.rapport.schemas.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** One candidate of a prompt while it is written. */
public final class CandidateDecoding implements Decoding {
    private final int maxNewTokens;
    private final Set<Integer> endOfTextIds;
    private final TokenRules rules;
    private final Tokenizer tokenizer;
    private final TextBuilder text;
    private final List<Integer> tokens = new ArrayList<>();
    private double logProbability;
    private FinishReason finishReason = FinishReason.OTHER;
    private boolean late;

    /**
     * @param endOfTextIds the model's end tokens; may be empty
     * @param parts receives the text as it grows, on the thread of the loop
     */
    public CandidateDecoding(
            TokenRules rules,
            SamplingSettings settings,
            Set<Integer> endOfTextIds,
            Tokenizer tokenizer,
            Consumer<String> parts) {
        this.maxNewTokens = settings.maxNewTokens();
        this.endOfTextIds = endOfTextIds;
        this.rules = rules;
        this.tokenizer = tokenizer;
        this.text = new TextBuilder(settings.stop(), parts);
    }

    @Override
    public TokenChoice choice(int row) {
        return rules.choice(row);
    }

    @Override
    public boolean accept(StepOutput output, int choice) {
        if (!output.isFinite(choice)) {
            return false;
        }
        var token = output.token(choice);
        rules.add(token);
        tokens.add(token);
        logProbability += output.logProbability(choice);
        finishReason = finish(token);
        if (finishReason != FinishReason.OTHER) {
            text.end();
        }
        return finishReason == FinishReason.OTHER;
    }

    @Override
    public void late() {
        late = true;
    }

    /** Tokens so far, the end token included. */
    public List<Integer> tokens() {
        return List.copyOf(tokens);
    }

    /** The text of the tokens so far, without an end token that stands for no text, and up to a stop text. */
    public String text() {
        return text.text();
    }

    /** Sum of the natural log-probabilities of the tokens under the unmodified model. */
    public double logProbability() {
        return logProbability;
    }

    /** Why it ended; OTHER while it goes on, and when the model gave no numbers. */
    public FinishReason finishReason() {
        return finishReason;
    }

    /** Whether its deadline passed before it began. */
    public boolean isLate() {
        return late;
    }

    private FinishReason finish(int token) {
        if (endOfTextIds.contains(token)) {
            if (!tokenizer.isControlToken(token)) {
                // A full stop may end a text, too, and is part of it.
                text.add(tokenizer.bytes(token));
            }
            return FinishReason.EOS;
        }
        if (text.add(tokenizer.bytes(token))) {
            return FinishReason.STOP;
        }
        return tokens.size() == maxNewTokens ? FinishReason.LENGTH : FinishReason.OTHER;
    }
}
