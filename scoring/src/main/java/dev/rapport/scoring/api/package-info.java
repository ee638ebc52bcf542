/** The scoring HTTP API: JSON, server-sent events, OpenAPI. */
@NullMarked
package dev.rapport.scoring.api;

import org.jspecify.annotations.NullMarked;
