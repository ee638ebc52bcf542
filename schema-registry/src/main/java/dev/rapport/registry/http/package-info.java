/** Confluent's registry API over HTTP. */
@NullMarked
package dev.rapport.registry.http;

import org.jspecify.annotations.NullMarked;
