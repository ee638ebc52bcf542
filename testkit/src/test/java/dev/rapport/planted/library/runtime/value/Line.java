package dev.rapport.planted.library.runtime.value;

import org.slf4j.Logger;

/** Breaks R2: a value that knows a library. */
record Line(Logger log) {}
