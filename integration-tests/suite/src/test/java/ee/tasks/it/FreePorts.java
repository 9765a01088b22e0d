package ee.tasks.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.stream.IntStream;

/** Ports for a server that moves all of its own by one offset. */
public final class FreePorts {

    private FreePorts() {}

    /** An offset at which all of these are free. */
    public static int offset(int... ports) {
        return new Random()
                .ints(1_000, 20_000)
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
