/** Which replies of a pipeline led to a conversion, as pairs to learn from, without personal data. Pure. */
@NullMarked
package dev.rapport.tuning.outcomes;

import org.jspecify.annotations.NullMarked;
