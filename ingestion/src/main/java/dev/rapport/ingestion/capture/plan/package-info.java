/** The tracking plan of a deployment: which events there are, and JSON Schemas for what they carry. */
@NullMarked
package dev.rapport.ingestion.capture.plan;

import org.jspecify.annotations.NullMarked;
