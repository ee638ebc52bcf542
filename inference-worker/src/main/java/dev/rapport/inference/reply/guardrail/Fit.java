package dev.rapport.inference.reply.guardrail;

import dev.rapport.schemas.FitCheck;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * That something relates a text to the request. Whether an answer is right is not checked here; an answer that takes up
 * nothing of the request is an answer to another one. Whether a summary is true cannot be checked at all.
 */
final class Fit implements Guardrail {
    /** Words of the request, perhaps in another form, that an answer must take up; fewer where the request has fewer. */
    private static final int SHARED_WORDS = 2;
    /** Beginnings of this length that are alike are taken for forms of one word. */
    private static final int STEM_LETTERS = 5;

    private static final Pattern REQUEST = Pattern.compile("(?m)^request: (.+)$");
    /** Words of four letters and more that requests of any kind are full of. */
    private static final Set<String> STOP_WORDS = Set.of(
            "about", "also", "been", "does", "from", "have", "hello", "help", "here", "into", "just", "know", "like",
            "need", "order", "please", "tell", "thank", "thanks", "that", "their", "them", "then", "there", "they",
            "this", "want", "were", "what", "when", "where", "which", "will", "with", "would", "your", "您好", "你好", "订单",
            "请问", "谢谢", "感谢", "可以", "什么", "怎么", "我的", "您的", "一个", "没有", "我们");
    /** Every two characters in a row, as words are written without spaces; and words of other scripts. */
    private static final Pattern WORD = Pattern.compile("(?=(\\p{IsHan}{2}))|([[\\p{L}\\p{N}]&&[^\\p{IsHan}]]{4,})");

    private final FitCheck check;
    private final Set<String> request = new HashSet<>();

    Fit(FitCheck check, PromptFacts facts) {
        this.check = check;
        if (check == FitCheck.REQUEST) {
            var found = REQUEST.matcher(facts.prompt());
            if (found.find()) {
                request.addAll(stems(facts.withoutNames(PromptFacts.plain(found.group(1)))));
            }
        }
    }

    @Override
    public Optional<Verdict> check(CandidateText candidate) {
        return Guardrail.failsIf(
                check == FitCheck.REVIEW || (check == FitCheck.REQUEST && !takesUpRequest(candidate)),
                Verdict.UNVERIFIED);
    }

    private boolean takesUpRequest(CandidateText candidate) {
        var shared = stems(candidate.withoutNames());
        shared.retainAll(request);
        return !request.isEmpty() && shared.size() >= Math.min(SHARED_WORDS, request.size());
    }

    private static Set<String> stems(String text) {
        var stems = new HashSet<String>();
        var words = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (words.find()) {
            var word = words.group(1) == null ? words.group(2) : words.group(1);
            if (!STOP_WORDS.contains(word)) {
                stems.add(word.substring(0, Math.min(STEM_LETTERS, word.length())));
            }
        }
        return stems;
    }
}
