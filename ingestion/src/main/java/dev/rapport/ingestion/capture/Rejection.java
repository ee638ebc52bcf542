package dev.rapport.ingestion.capture;

import dev.rapport.schemas.RejectionReason;
import org.jspecify.annotations.Nullable;

/**
 * One event of a request that broke a rule.
 *
 * @param index     its place in the request, from 0
 * @param messageId its message id, null when it has none that can be used
 * @param detail    one sentence that names the field and the rule
 */
public record Rejection(int index, @Nullable String messageId, RejectionReason reason, String detail) {}
