package ee.tasks.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Ports for a server that moves all of its own by one offset. */
public final class FreePorts {

    /**
     * Each module has offsets of its own, since modules are tested beside each other: between the look and the server's start another
     * could take the port.
     */
    private static final int[] RANGE = Stream.of(
                    System.getProperty("port-offsets", "1000-20000").split("-"))
            .mapToInt(Integer::parseInt)
            .toArray();

    private FreePorts() {}

    /** An offset at which all of these are free. */
    public static int offset(int... ports) {
        return new Random()
                .ints(RANGE[0], RANGE[1])
                .filter(offset -> IntStream.of(ports).allMatch(port -> isFree(port + offset)))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
