/** What an event says about consent, read so that a no is heard whatever else is wrong with the event: docs/consent.md. */
@NullMarked
package dev.rapport.runtime.consent;

import org.jspecify.annotations.NullMarked;
