/** Whether recommendations are right, by another way of working them out, and whether they are good. */
@NullMarked
package dev.rapport.quickstart.recommendation;

import org.jspecify.annotations.NullMarked;
