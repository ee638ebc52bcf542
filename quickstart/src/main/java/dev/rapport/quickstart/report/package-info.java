/** What the demo did: figures from the topics, and whether everything is accounted for. */
@NullMarked
package dev.rapport.quickstart.report;

import org.jspecify.annotations.NullMarked;
