/** Carries the simulator's events to a running pipeline as an SDK would. */
@NullMarked
package dev.rapport.quickstart.traffic;

import org.jspecify.annotations.NullMarked;
