/** What is published to the control topics, checked before anything runs by it. */
@NullMarked
package dev.rapport.enrichment.control;

import org.jspecify.annotations.NullMarked;
