/** Sample records, valid as they are, to be changed where a test cares. */
@NullMarked
package dev.rapport.testkit.record;

import org.jspecify.annotations.NullMarked;
