/** Tests of the dashboard's routes. */
@NullMarked
package dev.rapport.scoring.dashboard;

import org.jspecify.annotations.NullMarked;
