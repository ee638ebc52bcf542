package dev.rapport.inference.stream;

import dev.rapport.inference.reply.ReplyComposer;

/**
 * What the stream needs beside Kafka's clients.
 *
 * @param composer has prompts written
 * @param codec    reads prompts, writes outcomes
 * @param meters   counts
 */
record StreamParts(ReplyComposer composer, RecordCodec codec, StreamMeters meters) {}
