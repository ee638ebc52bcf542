package dev.rapport.tuning.evaluation;

/**
 * How many replies repeat the values of their prompts verbatim, in shares of 0 to 1.
 *
 * @param replies  number of replies judged
 * @param name     share with the right name, of those that had one
 * @param product  share with the right product
 * @param price    share with the right price, of those that had one
 * @param because  share with the right reason, of those whose reference names one
 * @param complete share with all of these right
 */
public record CopyScore(int replies, double name, double product, double price, double because, double complete) {}
