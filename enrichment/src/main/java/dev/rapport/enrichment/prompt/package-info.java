/** What a prompt says: from facts to variables to text. Pure. */
@NullMarked
package dev.rapport.enrichment.prompt;

import org.jspecify.annotations.NullMarked;
