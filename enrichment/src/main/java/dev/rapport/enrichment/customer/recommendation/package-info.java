/** Which products go with which, learnt from what customers looked at and bought in one session. Pure; sums are exact, so no order of sessions changes them. */
@NullMarked
package dev.rapport.enrichment.customer.recommendation;

import org.jspecify.annotations.NullMarked;
