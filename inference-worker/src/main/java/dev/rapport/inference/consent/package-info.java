/** Who has withdrawn consent, from the topic that says so, and the gate that keeps replies from them. */
@NullMarked
package dev.rapport.inference.consent;

import org.jspecify.annotations.NullMarked;
