package dev.rapport.inference.openai;

import dev.rapport.inference.openai.CallOutcome.OneChoiceOnly;
import dev.rapport.inference.openai.CallOutcome.Permanent;
import dev.rapport.inference.openai.CallOutcome.PromptRejected;
import dev.rapport.inference.openai.CallOutcome.Transient;
import dev.rapport.inference.text.GenerationResult.Refusal;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Classifies a response without an answer: the prompt is rejected, the settings are wrong, or the fault is transient. Pure. */
final class FaultReader {
    /** As OpenAI, vLLM, SGLang, llama.cpp, TGI and DJL Serving say it. */
    private static final Pattern TOO_LONG = Pattern.compile(
            "context[ _-]?(length|size|window)|maximum (model|sequence|input) length|max_model_len|too many tokens"
                    + "|(prompt|input|inputs|request)\\b.{0,60}\\b(too long|longer than|too large)"
                    + "|max_(new_)?tokens.{0,40}(too large|must be <=)|string_above_max_length");

    private static final Pattern FILTERED =
            Pattern.compile("content[ _]?(filter|policy|management)|responsibleai|moderation");
    private static final Pattern ONE_CHOICE = Pattern.compile("only one completion choice");
    private static final Pattern NO_CREDIT = Pattern.compile("insufficient_quota|billing");

    /** Too soon, too much, or a server that will be back. */
    private static final Set<Integer> PASSING = Set.of(408, 409, 425, 429, 500, 502, 503, 504, 520, 521, 522, 524, 529);

    private static final int FAILED = 500;
    private static final Set<Integer> ABOUT_THE_REQUEST = Set.of(400, 413, 422);
    private static final Duration MAX_RETRY_AFTER = Duration.ofDays(1);

    private FaultReader() {}

    /** @param now to know how far away a date is */
    static CallOutcome read(int status, HttpHeaders headers, ServerText text, Instant now) {
        var told = text.code() + " " + text.message().toLowerCase(Locale.ROOT);
        var line = status + (text.message().isEmpty() ? "" : " " + text.message());
        if (ONE_CHOICE.matcher(told).find()) {
            return new OneChoiceOnly();
        }
        if (PASSING.contains(status) && !NO_CREDIT.matcher(text.code()).find()) {
            return new Transient(line, retryAfter(headers, now), status == FAILED);
        }
        if (!ABOUT_THE_REQUEST.contains(status)) {
            return new Permanent(line);
        }
        if (status == 413 || TOO_LONG.matcher(told).find()) {
            return new PromptRejected(Refusal.PROMPT_TOO_LONG, line);
        }
        return new PromptRejected(
                FILTERED.matcher(told).find() ? Refusal.PROMPT_FILTERED : Refusal.REFUSED_BY_SERVER, line);
    }

    /** Seconds or a date; OpenAI and Azure have milliseconds in a header of their own. */
    static Optional<Duration> retryAfter(HttpHeaders headers, Instant now) {
        return headers.firstValue("retry-after-ms")
                .flatMap(FaultReader::number)
                .map(millis -> Duration.ofMillis((long) Math.ceil(millis)))
                .or(() -> headers.firstValue("retry-after").flatMap(value -> seconds(value, now)));
    }

    private static Optional<Duration> seconds(String value, Instant now) {
        return number(value)
                .map(seconds -> Duration.ofMillis((long) Math.ceil(seconds * 1000)))
                .or(() -> until(value, now));
    }

    private static Optional<Double> number(String value) {
        try {
            var number = Double.parseDouble(value.strip());
            return number >= 0 ? Optional.of(Math.min(number, (double) MAX_RETRY_AFTER.toMillis())) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> until(String date, Instant now) {
        try {
            var then = ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
