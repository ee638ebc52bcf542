/** One training from its beginning, or from its last save, to a checkpoint with log and model card. */
@NullMarked
package dev.rapport.tuning.run;

import org.jspecify.annotations.NullMarked;
