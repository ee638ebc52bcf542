/** Change events of Salesforce Change Data Capture. */
@NullMarked
package dev.rapport.ingestion.capture.cdc.salesforce;

import org.jspecify.annotations.NullMarked;
