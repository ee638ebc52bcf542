package dev.rapport.inference.reply.guardrail;

import java.lang.Character.UnicodeScript;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * That a text is in the script of the prompt's language, names, prices and other words of the prompt left out: {@code 相信您会喜欢
 * Ceramic Mug} is Chinese. Languages of one script are not told apart.
 */
final class WrongLanguage implements Guardrail {
    /** A run of one script; digits belong to the letters beside them, as in codes. */
    private static final Pattern RUN =
            Pattern.compile("\\p{IsHan}+|[[\\p{L}\\p{N}]&&[^\\p{IsHan}]][[\\p{L}\\p{M}\\p{N}'’]&&[^\\p{IsHan}]]*");
    /** What a word of the prompt does not hold. */
    private static final Pattern MARK = Pattern.compile("[^\\p{L}\\p{N}]+");
    /** Characters of an unspaced script that weigh as much as a word. */
    private static final double CHARACTERS_A_WORD = 1.6;
    /** A word or two may stray into any text. */
    private static final double MIN_FOREIGN = 3;

    private static final double MAX_FOREIGN_SHARE = 1.0 / 3;

    @Override
    public Optional<Verdict> check(CandidateText candidate) {
        var own = Scripts.of(candidate.facts().language());
        if (own.isEmpty()) {
            return Optional.empty();
        }
        var ownWords = 0.0;
        var foreignWords = 0.0;
        var runs = RUN.matcher(candidate.withoutAmounts());
        while (runs.find()) {
            var run = runs.group();
            var letter = run.codePoints().filter(Character::isLetter).findFirst();
            if (letter.isEmpty()) {
                continue;
            }
            var weight = weight(run);
            if (own.contains(UnicodeScript.of(letter.getAsInt()))) {
                ownWords += weight;
            } else if (!isGiven(run, candidate.facts())) {
                foreignWords += weight;
            }
        }
        return Guardrail.failsIf(
                foreignWords >= MIN_FOREIGN && foreignWords > (ownWords + foreignWords) * MAX_FOREIGN_SHARE,
                Verdict.WRONG_LANGUAGE);
    }

    private static double weight(String run) {
        return Scripts.isUnspaced(run.codePointAt(0)) ? run.codePointCount(0, run.length()) / CHARACTERS_A_WORD : 1;
    }

    private static boolean isGiven(String run, PromptFacts facts) {
        return Scripts.isUnspaced(run.codePointAt(0))
                ? facts.known().contains(run)
                : MARK.splitAsStream(run.toLowerCase(Locale.ROOT)).allMatch(facts::hasWord);
    }
}
