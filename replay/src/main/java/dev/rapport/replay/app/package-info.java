/** The replay command line. */
@NullMarked
package dev.rapport.replay.app;

import org.jspecify.annotations.NullMarked;
