/** Takes products of any producer: what becomes of a description, and where it is stored. */
@NullMarked
package dev.rapport.ingestion.catalog;

import org.jspecify.annotations.NullMarked;
