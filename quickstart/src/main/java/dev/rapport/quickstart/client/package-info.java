/** How commands ask a running pipeline. */
@NullMarked
package dev.rapport.quickstart.client;

import org.jspecify.annotations.NullMarked;
