/** Dead letters over HTTP: the API and its page. */
@NullMarked
package dev.rapport.ingestion.letters.api;

import org.jspecify.annotations.NullMarked;
