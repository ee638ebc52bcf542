/** Dead letters from end to end. */
@NullMarked
package dev.rapport.quickstart.letters;

import org.jspecify.annotations.NullMarked;
