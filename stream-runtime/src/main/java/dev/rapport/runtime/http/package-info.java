/** The HTTP server that services contribute routes to, with its limits, health and Prometheus. */
@NullMarked
package dev.rapport.runtime.http;

import org.jspecify.annotations.NullMarked;
