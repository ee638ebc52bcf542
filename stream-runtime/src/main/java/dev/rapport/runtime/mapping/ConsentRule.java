package dev.rapport.runtime.mapping;

import dev.rapport.runtime.consent.ConsentReader;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A consent of a customer list.
 *
 * @param category what it is to, such as {@code marketing} or {@code sms}
 * @param column   says yes or no; empty for a list of those who said yes
 * @param yes      texts that are a yes, in lower case
 * @param no       texts that are a no, in lower case, besides those that are one everywhere
 * @param date     when it was given or withdrawn
 * @param proof    {@code source} and {@code wording}
 */
public record ConsentRule(
        String category,
        Optional<String> column,
        List<String> yes,
        List<String> no,
        TimeColumn date,
        Map<String, ValueRule> proof) {
    /** What a row says: empty for nothing. */
    Optional<Boolean> granted(Row row) throws RowProblemException {
        if (column.isEmpty()) {
            return Optional.of(true);
        }
        var text = row.text(column.get()).trim();
        var word = text.toLowerCase(Locale.ROOT);
        // A no in the list of the mapping comes before a yes in it: of two answers the no counts.
        if (no.contains(word)) {
            return Optional.of(false);
        }
        if (yes.contains(word)) {
            return row.mayRepeat(column.get()) ? Optional.empty() : Optional.of(true);
        }
        if (word.isEmpty()) {
            return Optional.empty();
        }
        if (ConsentReader.isNo(text)) {
            return Optional.of(false);
        }
        throw new RowProblemException(column.get() + " '" + text + "' is neither a yes (" + String.join(", ", yes)
                + ") nor a no of the mapping");
    }

    /**
     * When it was said. A no whose date cannot be read counts from its receipt; a yes without a date is none, as a later no
     * could not be told from an earlier one.
     */
    Optional<Instant> saidAt(Row row, boolean granted) throws RowProblemException {
        try {
            return Optional.of(granted ? date.time(row) : date.latest(row));
        } catch (RowProblemException e) {
            if (granted) {
                throw new RowProblemException("consent to " + category + " without a date: " + e.problem());
            }
            return Optional.empty();
        }
    }
}
