package dev.rapport.planted.named.scoring.stream;

/** R6: a name that says nothing. */
public record TextUtils(String text) {}
