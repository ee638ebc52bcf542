/** A shop with seeded customers that sends traffic and answers replies; its effects are known by construction. */
@NullMarked
package dev.rapport.quickstart.simulator;

import org.jspecify.annotations.NullMarked;
