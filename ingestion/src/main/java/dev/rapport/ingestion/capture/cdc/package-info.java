/** Changes of the rows of a database or of the records of a CRM, whatever wrote them: the neutral form, and how it is read by a mapping. */
@NullMarked
package dev.rapport.ingestion.capture.cdc;

import org.jspecify.annotations.NullMarked;
