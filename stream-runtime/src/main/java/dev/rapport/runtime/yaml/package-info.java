/** Reads YAML by expectation; every problem has its line and column. The only package that knows the YAML library. */
@NullMarked
package dev.rapport.runtime.yaml;

import org.jspecify.annotations.NullMarked;
