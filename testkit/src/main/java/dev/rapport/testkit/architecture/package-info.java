/** The architecture rules that every module checks itself against. */
@NullMarked
package dev.rapport.testkit.architecture;

import org.jspecify.annotations.NullMarked;
