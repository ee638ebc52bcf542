/** What was in force when. Pure. */
@NullMarked
package dev.rapport.enrichment.version;

import org.jspecify.annotations.NullMarked;
