/** Answers of the API, as JSON shows them: names of components are names of fields. */
@NullMarked
package dev.rapport.scoring.api.view;

import org.jspecify.annotations.NullMarked;
