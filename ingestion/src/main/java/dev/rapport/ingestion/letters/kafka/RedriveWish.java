package dev.rapport.ingestion.letters.kafka;

import java.time.Instant;

/**
 * Who wants letters to be sent again, and how.
 *
 * @param by             name of the access token; a dash where none is needed
 * @param at             now
 * @param dryRun         only says what would be done
 * @param includeExpired also those that are so old that a duplicate is not recognised any more
 */
public record RedriveWish(String by, Instant at, boolean dryRun, boolean includeExpired) {}
