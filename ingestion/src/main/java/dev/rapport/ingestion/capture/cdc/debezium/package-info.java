/** Change events of Debezium, in their envelope and flattened. */
@NullMarked
package dev.rapport.ingestion.capture.cdc.debezium;

import org.jspecify.annotations.NullMarked;
