/** What can be changed of running campaigns, over HTTP. */
@NullMarked
package dev.rapport.enrichment.api;

import org.jspecify.annotations.NullMarked;
