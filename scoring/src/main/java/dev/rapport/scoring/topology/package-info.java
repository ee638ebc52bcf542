/** The scoring topology: three inputs keyed by customer, conversions and metrics out. */
@NullMarked
package dev.rapport.scoring.topology;

import org.jspecify.annotations.NullMarked;
