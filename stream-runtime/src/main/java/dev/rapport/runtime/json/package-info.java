/** JSON: the mappers of the process, and what is wrong with a text that should be JSON. */
@NullMarked
package dev.rapport.runtime.json;

import org.jspecify.annotations.NullMarked;
