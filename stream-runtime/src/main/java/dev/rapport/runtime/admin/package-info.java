/** The HTTP server that services contribute routes to: health, Prometheus, schema registry. */
@NullMarked
package dev.rapport.runtime.admin;

import org.jspecify.annotations.NullMarked;
