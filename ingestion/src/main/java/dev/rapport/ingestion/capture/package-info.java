/** What a captured event is: reads request bodies, checks every event against the rules, hands the outcome to a sink. */
@NullMarked
package dev.rapport.ingestion.capture;

import org.jspecify.annotations.NullMarked;
