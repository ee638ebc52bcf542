/** The command line of the factory. */
@NullMarked
package dev.rapport.factory.app;

import org.jspecify.annotations.NullMarked;
