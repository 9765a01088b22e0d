package ee.tasks.spi;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One limit with one key, which a task has to pass before it runs. While it runs it takes {@code weight} of the gate's capacity.
 *
 * @param name the limit's name, at most 255 characters; gates of one name differ by their keys
 * @param key what the limit counts for itself, such as a customer; {@code null} if it counts all together
 * @param weight how much of the capacity one task takes, at least 1 and at most all of it
 * @param capacity how much it lets in, as the node that asks knows it
 * @since 1.0
 */
public record Gate(String name, String key, int weight, Capacity capacity) {

    private static final int MAX_ID = 128;
    private static final int MAX_SHOWN = 60;

    /** Refuses {@code null}, and a weight that never has room. */
    public Gate {
        requireNonNull(name, "name");
        requireNonNull(capacity, "capacity");
        if (weight < 1
                || capacity.concurrent() > 0 && weight > capacity.concurrent()
                || capacity.starts() > 0 && weight > capacity.starts()) {
            throw new IllegalArgumentException("weight %d of %s".formatted(weight, capacity));
        }
    }

    /**
     * Returns what tells the gate from all others of its namespace: name and key, or a hash of them if that would be long or unusual.
     *
     * @return at most 128 printable characters of ASCII, without blanks; equal texts mean equal gates in any collation that tells upper
     *     from lower case
     */
    public String id() {
        return id(name, key);
    }

    /**
     * Returns the {@linkplain #id() id} of a gate.
     *
     * @param name the limit's name
     * @param key the key; may be {@code null}
     * @return the id
     */
    public static String id(String name, String key) {
        String readable = key == null ? name : name + ":" + key;
        boolean isPlain = readable.length() <= MAX_ID
                && name.indexOf(':') < 0
                // Which no hash looks like, whatever a user types as a key.
                && (key == null || !key.startsWith(":"))
                && readable.chars().allMatch(each -> each > ' ' && each < 0x7f);
        return isPlain
                ? readable
                : shown(name) + "::" + hash(name.length() + ":" + name + (key == null ? "" : ":" + key));
    }

    private static String shown(String name) {
        String shown = name.replaceAll("[^!-~]|:", "_");
        return shown.substring(0, Math.min(MAX_SHOWN, shown.length()));
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
