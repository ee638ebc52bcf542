/** HubSpot's webhooks: their signature, and their changes of contacts and companies as calls in the common form. */
@NullMarked
package dev.rapport.ingestion.capture.hubspot;

import org.jspecify.annotations.NullMarked;
