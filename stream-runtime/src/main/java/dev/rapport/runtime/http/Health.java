package dev.rapport.runtime.http;

/**
 * How a part of the process is.
 *
 * @param live   false when only a restart can help
 * @param ready  true when it does its work now
 * @param detail one clause for people, without personal data
 */
public record Health(boolean live, boolean ready, String detail) {}
