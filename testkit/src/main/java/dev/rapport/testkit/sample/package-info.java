/** Real data of others that a developer may have, and that is not part of the project. */
@NullMarked
package dev.rapport.testkit.sample;

import org.jspecify.annotations.NullMarked;
