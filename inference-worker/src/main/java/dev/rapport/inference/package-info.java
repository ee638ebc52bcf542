/** Text from a language model for callers in this JVM: requests in, ranked candidates or refusals out. */
@NullMarked
package dev.rapport.inference;

import org.jspecify.annotations.NullMarked;
