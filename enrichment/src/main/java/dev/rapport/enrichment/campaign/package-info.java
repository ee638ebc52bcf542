/** What a campaign is, whom it writes to and with what. Pure: times come from events, chance from hashes. */
@NullMarked
package dev.rapport.enrichment.campaign;

import org.jspecify.annotations.NullMarked;
