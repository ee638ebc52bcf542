/** The tune command. */
@NullMarked
package dev.rapport.tuning.app;

import org.jspecify.annotations.NullMarked;
