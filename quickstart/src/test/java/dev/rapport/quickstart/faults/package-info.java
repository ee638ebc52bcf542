/** The fault kit: what was reported once, as data, and the check that it stays mended. */
@NullMarked
package dev.rapport.quickstart.faults;

import org.jspecify.annotations.NullMarked;
