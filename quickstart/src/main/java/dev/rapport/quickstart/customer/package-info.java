/** Commands that look at one customer. */
@NullMarked
package dev.rapport.quickstart.customer;

import org.jspecify.annotations.NullMarked;
