/** What a trained model is worth on examples it has never seen. */
@NullMarked
package dev.rapport.tuning.evaluation;

import org.jspecify.annotations.NullMarked;
