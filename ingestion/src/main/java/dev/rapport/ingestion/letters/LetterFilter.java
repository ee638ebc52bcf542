package dev.rapport.ingestion.letters;

import dev.rapport.runtime.deadletter.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which letters are wanted; what is empty does not restrict.
 *
 * @param application id of the application, or of the stage that put the letter aside
 * @param reason      name of the rule or exception, in any case
 * @param source      name of the source of a rejected event
 * @param since       put aside from then on
 * @param until       put aside before
 * @param messageId   of the event
 * @param customer    identifier of a customer, or its hash
 * @param text        in the rule, in any case
 * @param redriven    whether it was sent again
 */
public record LetterFilter(
        Optional<String> application,
        Optional<String> reason,
        Optional<String> source,
        Optional<Instant> since,
        Optional<Instant> until,
        Optional<String> messageId,
        Optional<String> customer,
        Optional<String> text,
        Optional<Boolean> redriven) {
    public static final LetterFilter ALL = new LetterFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /**
     * Whether a letter is wanted.
     *
     * @param wasRedriven whether it was sent again
     * @param hash        of identifiers, as in the keys of topics
     */
    public boolean matches(DeadLetter letter, boolean wasRedriven, UnaryOperator<String> hash) {
        var cause = letter.cause();
        return is(application, cause.application(), cause.stage())
                && is(reason, cause.reason())
                && is(source, letter.sender().name())
                && since.map(from -> !letter.at().isBefore(from)).orElse(true)
                && until.map(to -> letter.at().isBefore(to)).orElse(true)
                && messageId.map(id -> id.equals(letter.sender().messageId())).orElse(true)
                && text.map(part -> contains(cause.rule(), part)).orElse(true)
                && redriven.map(wanted -> wanted == wasRedriven).orElse(true)
                && customer.map(id -> isOf(letter, id, hash)).orElse(true);
    }

    private static boolean is(Optional<String> wanted, @Nullable String... names) {
        return wanted.isEmpty()
                || Arrays.stream(names).anyMatch(name -> name != null && name.equalsIgnoreCase(wanted.get()));
    }

    private static boolean contains(String rule, String part) {
        return rule.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    /** By the key of the record, by the ids of the captured event, or by the identifier as a text in the original bytes. */
    private static boolean isOf(DeadLetter letter, String id, UnaryOperator<String> hash) {
        var hashed = hash.apply(id);
        var key = letter.original().key();
        if (key != null && isAny(new String(key, StandardCharsets.UTF_8), id, hashed)) {
            return true;
        }
        var captured = letter.sender().captured();
        if (captured != null
                && (isIdOf(captured.getUserId(), id, hash) || isIdOf(captured.getAnonymousId(), id, hash))) {
            return true;
        }
        var value = letter.original().value();
        // One byte is one character there, so that no byte is lost.
        return value != null
                && new String(value, StandardCharsets.ISO_8859_1)
                        .contains(new String(id.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    private static boolean isIdOf(@Nullable String known, String id, UnaryOperator<String> hash) {
        return known != null && isAny(id, known, hash.apply(known));
    }

    private static boolean isAny(String text, String one, String other) {
        return text.equals(one) || text.equals(other);
    }
}
