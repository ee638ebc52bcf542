/** Settings from file, environment and flags, bound to records, with all problems reported together. */
@NullMarked
package dev.rapport.runtime.config;

import org.jspecify.annotations.NullMarked;
