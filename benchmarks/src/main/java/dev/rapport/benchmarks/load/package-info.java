/** A client over HTTP that takes as little of the machine as a client can, so that what is measured is the server. */
@NullMarked
package dev.rapport.benchmarks.load;

import org.jspecify.annotations.NullMarked;
