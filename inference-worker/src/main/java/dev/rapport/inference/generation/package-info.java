/** The rules of generation: settings, sampling, ranking, guardrails; pure, no model and no clock. */
@NullMarked
package dev.rapport.inference.generation;

import org.jspecify.annotations.NullMarked;
