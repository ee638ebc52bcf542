/** The SDKs that people use, unchanged but for their host, against capture and enrichment on a real broker. */
@NullMarked
package dev.rapport.quickstart.sdks;

import org.jspecify.annotations.NullMarked;
