/** Avro in Confluent's wire format. */
@NullMarked
package dev.rapport.runtime.serde;

import org.jspecify.annotations.NullMarked;
