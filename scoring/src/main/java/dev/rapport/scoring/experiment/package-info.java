/** Lift of every arm over the control, with its uncertainty: pure. */
@NullMarked
package dev.rapport.scoring.experiment;

import org.jspecify.annotations.NullMarked;
