/** Small values that cores may use: sizes and checks. Pure Java. */
@NullMarked
package dev.rapport.runtime.value;

import org.jspecify.annotations.NullMarked;
