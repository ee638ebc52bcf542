/** Withdrawn consents and merged identities, as their topics have them, and the gate that keeps replies from these customers. */
@NullMarked
package dev.rapport.inference.consent;

import org.jspecify.annotations.NullMarked;
