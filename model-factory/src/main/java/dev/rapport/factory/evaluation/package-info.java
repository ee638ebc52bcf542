/** What a trained model is worth on examples it has never seen. */
@NullMarked
package dev.rapport.factory.evaluation;

import org.jspecify.annotations.NullMarked;
