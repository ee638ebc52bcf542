/** What campaigns decide about an event. Pure. */
@NullMarked
package dev.rapport.enrichment.decision;

import org.jspecify.annotations.NullMarked;
