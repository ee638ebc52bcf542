package dev.rapport.factory.evaluation;

import dev.rapport.factory.corpus.GeneratedExample;
import dev.rapport.factory.corpus.ReplyWords;
import dev.rapport.inference.reply.guardrail.Verdict;
import dev.rapport.schemas.FinishReason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Checks replies to one prompt, all of each. What is left of a reply without the values of its prompt must be words of
 * the phrases or of the rest of the prompt: everything else is a value gone wrong, or made up.
 */
final class ReplyCheck {
    /** Fields that say how or about what to write and hold no value to repeat. */
    private static final Set<String> NO_VALUES =
            Set.of("task", "language", "tone", "reason", "channel", "request", "conversation");

    private static final Pattern MONEY = Pattern.compile("\\d[\\d.,]*\\s*(?:[A-Z]{3}(?!\\p{L})|[元$€£¥])|[$€£¥]\\s*\\d");
    private static final Pattern SHARE = Pattern.compile("\\d\\s*(?:%|折)");
    private static final Pattern DIGIT = Pattern.compile("\\d");
    private static final Set<String> MONEY_FIELDS = Set.of("price", "was");
    private static final Set<String> CODE_FIELDS = Set.of("code", "order", "invoice");
    private static final int CONTEXT = 6;

    private final GeneratedExample example;
    private final ReplyWords phrases;
    private final Set<String> values = new LinkedHashSet<>();
    private final Set<String> others = new HashSet<>();
    private final PromptGuard guard;

    /** @param phrases words that replies of the example's task and language may hold */
    ReplyCheck(GeneratedExample example, ReplyWords phrases) {
        this.example = example;
        this.phrases = phrases;
        guard = new PromptGuard(example);
        values.addAll(example.expected().values());
        PromptFields.of(example.prompt()).forEach((field, value) -> {
            if (!NO_VALUES.contains(field)) {
                values.add(value);
            }
        });
        values.addAll(List.of(example.expected().getOrDefault("tags", "").split(" ")));
        ReplyWords.in(Mentions.of(values, example.prompt()).rest())
                .forEach(word -> others.add(word.group().toLowerCase(Locale.ROOT)));
    }

    /** @param finishReason why the model stopped writing */
    Findings check(String reply, FinishReason finishReason) {
        var mentions = Mentions.of(values, reply);
        var wrong = new HashSet<String>();
        var kinds = EnumSet.noneOf(Kind.class);
        for (var run : unknownRuns(mentions.rest())) {
            var field = closest(run.text());
            wrong.add(field);
            kinds.add(kind(run, field));
        }
        var right = new HashSet<String>();
        example.expected().forEach((field, value) -> {
            if (mentions.found().contains(value) && !wrong.contains(field)) {
                right.add(field);
            }
        });
        var verdicts = guard.verdicts(reply, finishReason);
        return new Findings(
                example.expected().keySet(),
                right,
                kinds.contains(Kind.PRICE) || verdicts.contains(Verdict.UNKNOWN_PRICE),
                kinds.contains(Kind.DISCOUNT) || verdicts.contains(Verdict.UNKNOWN_OFFER),
                kinds.contains(Kind.CODE) || verdicts.contains(Verdict.UNKNOWN_CODE),
                kinds.contains(Kind.WORD),
                verdicts.isEmpty());
    }

    /** Neighbouring unknown words, joined. */
    private List<Run> unknownRuns(String rest) {
        var runs = new ArrayList<Run>();
        var from = -1;
        var to = -1;
        for (var word : ReplyWords.in(rest).toList()) {
            var goesOn = from >= 0
                    && isUnknown(word)
                    && rest.substring(to, word.start()).indexOf('\n') < 0;
            if (from >= 0 && !goesOn) {
                runs.add(Run.of(rest, from, to));
                from = -1;
            }
            if (isUnknown(word)) {
                from = from < 0 ? word.start() : from;
                to = word.end();
            }
        }
        if (from >= 0) {
            runs.add(Run.of(rest, from, to));
        }
        return runs;
    }

    private boolean isUnknown(MatchResult word) {
        return !phrases.hold(word.group()) && !others.contains(word.group().toLowerCase(Locale.ROOT));
    }

    /** The field whose value the run is most like; empty when it is like none. */
    private String closest(String run) {
        var closest = "";
        var best = BigramOverlap.MIN;
        for (var field : new TreeMap<>(example.expected()).entrySet()) {
            var overlap = BigramOverlap.of(run, field.getValue());
            if (overlap > best) {
                best = overlap;
                closest = field.getKey();
            }
        }
        return closest;
    }

    private static Kind kind(Run run, String field) {
        if (MONEY.matcher(run.around()).find() || MONEY_FIELDS.contains(field)) {
            return Kind.PRICE;
        }
        if (SHARE.matcher(run.around()).find() || field.equals("discount")) {
            return Kind.DISCOUNT;
        }
        return CODE_FIELDS.contains(field)
                        || (field.isEmpty() && DIGIT.matcher(run.text()).find())
                ? Kind.CODE
                : Kind.WORD;
    }

    private enum Kind {
        PRICE,
        DISCOUNT,
        CODE,
        WORD
    }

    /** @param around the text with a little of what stands on both sides, up to the next mention */
    private record Run(String text, String around) {
        static Run of(String rest, int from, int to) {
            var before = Math.max(rest.lastIndexOf('\n', from) + 1, from - 2);
            var mask = rest.indexOf('\n', to);
            var after = Math.min(mask < 0 ? rest.length() : mask, to + CONTEXT);
            return new Run(rest.substring(from, to), rest.substring(before, after));
        }
    }
}
