/** The Hugging Face hub: models are downloaded into the cache that huggingface_hub shares, once. */
@NullMarked
package dev.rapport.inference.model.hub;

import org.jspecify.annotations.NullMarked;
