/** What must not be stored as it was sent: addresses of the network, and fields that are hashed or dropped. */
@NullMarked
package dev.rapport.ingestion.capture.privacy;

import org.jspecify.annotations.NullMarked;
