package dev.rapport.inference.model.hub;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A file on the hub.
 *
 * @param name of the file
 * @param blob name of its contents, from the ETag: the SHA-256 of large files, another hash of small ones
 * @param size bytes, where the server reports it
 */
record RemoteFile(String name, String blob, OptionalLong size) {
    private static final Pattern BLOB = Pattern.compile("\\w[\\w.-]{0,127}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** @param etag as in the header */
    static RemoteFile of(String name, String etag, OptionalLong size) throws HubException {
        var blob = etag.replaceFirst("^W/", "").replace("\"", "");
        if (!BLOB.matcher(blob).matches()) {
            throw new HubException(
                    name + ": its ETag must be a word that can name a file, is \"" + ModelFiles.shown(blob) + "\"");
        }
        return new RemoteFile(name, blob, size);
    }

    boolean hasChecksum() {
        return SHA256.matcher(blob).matches();
    }
}
