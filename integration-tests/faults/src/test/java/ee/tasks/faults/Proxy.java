package ee.tasks.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between one server and its database, and keeps back statements that no trigger of the database sees: those of the second
 * phase of a commit.
 */
final class Proxy implements AutoCloseable {

    private final ServerSocket listening;
    private final int databasePort;
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicInteger kept = new AtomicInteger();
    private volatile Keeping keeping = new Keeping(null, 0);

    /** @param first which one of these statements is the first that is kept, from 0 */
    private record Keeping(String statement, int first) {}

    Proxy(int databasePort) {
        this.databasePort = databasePort;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** From the given one on, counted from 0. */
    void keep(String statement, int first) {
        seen.set(0);
        kept.set(0);
        keeping = new Keeping(statement, first);
    }

    void awaitKept() {
        await("statement that is kept").atMost(Cluster.GENEROUS).until(() -> kept.get() > 0);
    }

    /** What is kept never arrives, and its connections are cut off; what comes from now on arrives. */
    void drop() {
        synchronized (this) {
            keeping = new Keeping(null, 0);
            notifyAll();
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket server = listening.accept();
                Socket database = new Socket(InetAddress.getLoopbackAddress(), databasePort);
                server.setTcpNoDelay(true);
                database.setTcpNoDelay(true);
                start(() -> pump(server, database, true));
                start(() -> pump(database, server, false));
            } catch (IOException e) {
                // The database is away, and its server sees that; or this proxy is closed.
            }
        }
    }

    private void pump(Socket from, Socket to, boolean statements) {
        byte[] bytes = new byte[65_536];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (statements && isKept(new String(bytes, 0, read, ISO_8859_1))) {
                    awaitDropped();
                    return;
                }
                out.write(bytes, 0, read);
            }
        } catch (IOException e) {
            // One of the two has ended, and the other end is closed here.
        }
    }

    /** The driver sends each of them by itself, in one piece. */
    private boolean isKept(String text) {
        Keeping now = keeping;
        if (now.statement() == null || !text.contains(now.statement()) || seen.getAndIncrement() < now.first()) {
            return false;
        }
        kept.incrementAndGet();
        return true;
    }

    private synchronized void awaitDropped() {
        try {
            while (keeping.statement() != null) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        drop();
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
