package dev.rapport.planted.worded;

public record Patience(int seconds) {}
