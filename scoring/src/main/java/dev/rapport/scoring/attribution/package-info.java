/** Which touchpoint a conversion is credited to: pure. */
@NullMarked
package dev.rapport.scoring.attribution;

import org.jspecify.annotations.NullMarked;
