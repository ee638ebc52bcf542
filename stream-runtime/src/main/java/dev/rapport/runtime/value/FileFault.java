package dev.rapport.runtime.value;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Why a file cannot be read or written, in one clause: the JDK's own exceptions often say nothing but the path. */
public final class FileFault {
    private FileFault() {}

    /** The reason alone, for a message that names the file already. */
    public static String of(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof NotDirectoryException) {
            return "not a folder";
        }
        if (e instanceof CharacterCodingException) {
            return "not in the expected encoding";
        }
        if (e instanceof FileSystemException fault && fault.getReason() != null) {
            return fault.getReason();
        }
        var message = e.getMessage();
        var kind = e.getClass().getSimpleName();
        return message == null || message.isBlank() || e instanceof FileSystemException ? kind : message;
    }

    /** File and reason, for a file that cannot be read. */
    public static String unreadable(Path file, IOException e) {
        return file + " cannot be read: " + (Files.isDirectory(file) ? "it is a folder, not a file" : of(e));
    }
}
