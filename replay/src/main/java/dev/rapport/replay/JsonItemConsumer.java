package dev.rapport.replay;

/** Takes the JSON values of a file; what it throws ends the reading. */
@FunctionalInterface
interface JsonItemConsumer {
    /**
     * One value.
     *
     * @param line   where it begins, from 1
     * @param number that no other value of the file has: of the line where there is one value a line
     * @param text   as it stands in the file
     */
    void accept(long line, long number, String text) throws InterruptedException;
}
