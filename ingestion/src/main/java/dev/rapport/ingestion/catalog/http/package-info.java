/** The catalogue over HTTP. */
@NullMarked
package dev.rapport.ingestion.catalog.http;

import org.jspecify.annotations.NullMarked;
