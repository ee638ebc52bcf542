/** The rapport command: parsing, printing, exit codes. */
@NullMarked
package dev.rapport.quickstart.app;

import org.jspecify.annotations.NullMarked;
