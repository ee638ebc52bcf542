/** The demo: simulated traffic through a running pipeline, and what came of it. */
@NullMarked
package dev.rapport.quickstart.demo;

import org.jspecify.annotations.NullMarked;
