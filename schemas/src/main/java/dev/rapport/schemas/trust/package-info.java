/** Lets Avro load the generated records. */
@NullMarked
package dev.rapport.schemas.trust;

import org.jspecify.annotations.NullMarked;
