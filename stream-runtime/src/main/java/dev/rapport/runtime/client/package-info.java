/** What clients over HTTP share, whatever they ask. */
@NullMarked
package dev.rapport.runtime.client;

import org.jspecify.annotations.NullMarked;
