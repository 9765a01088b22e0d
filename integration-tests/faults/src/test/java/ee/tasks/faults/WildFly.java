package ee.tasks.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import ee.tasks.it.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/** One WildFly, which a cluster can have as a member. */
final class WildFly extends Server {

    private static final int CLUSTER_PORT = 7600;
    private static final int MANAGEMENT_PORT = 9990;
    private static final int[] PORTS = {4712, 4713, CLUSTER_PORT, 8009, 8080, 8443, MANAGEMENT_PORT, 9993};
    private static final Path HOME = Path.of(System.getProperty("jboss.home"));
    private static final Path WAR = Path.of(System.getProperty("build.directory"), APPLICATION + ".war");

    private final Path base;
    private final int offset;
    private final List<String> properties;

    /** @param offset of its ports, see {@link #freeOffset()} */
    WildFly(String name, int offset, Path base, List<String> properties) {
        super(name, base.resolve("log/server.log"), 8080 + offset);
        this.base = base;
        this.offset = offset;
        this.properties = properties;
        Cluster.delete(base);
        Cluster.copy(HOME.resolve("standalone/configuration"), base.resolve("configuration"));
        Cluster.copy(WAR, deployment(APPLICATION));
    }

    static int freeOffset() {
        return FreePorts.offset(PORTS);
    }

    /** As {@code cluster.cli} wants it. */
    static String member(int offset) {
        return "127.0.0.1[" + (CLUSTER_PORT + offset) + "]";
    }

    @Override
    void start() {
        List<String> command = StandaloneCommandBuilder.of(HOME)
                .setJavaHome(Path.of(System.getProperty("java.home")))
                .setBaseDirectory(base)
                .setServerConfiguration("standalone-ha.xml")
                .setJavaOptions("-Xms64m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .addServerArgument("-Djboss.socket.binding.port-offset=" + offset)
                .addServerArgument("-Djboss.node.name=" + name())
                .addServerArgument("-Djboss.tx.node.id=" + name())
                .addServerArgument("-Dee.tasks.worker.node-name=" + name())
                .addServerArguments(properties)
                .build();
        try {
            started(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(base.resolve("console.log").toFile())
                    .start()
                    .toHandle());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void undeploy() {
        beginUndeploy();
        awaitUndeployed();
    }

    /** Returns at once. */
    void beginUndeploy() {
        isHurt();
        mark(APPLICATION, "deployed", false);
    }

    void awaitUndeployed() {
        awaitMark(APPLICATION, "undeployed");
    }

    void deploy() {
        mark(APPLICATION, "dodeploy", true);
        awaitMark(APPLICATION, "deployed");
        awaitUp();
    }

    /** Beside the other. */
    void deployBeside(String application, Path war) {
        if (Files.exists(deployment(application))) {
            mark(application, "dodeploy", true);
        } else {
            Cluster.copy(war, deployment(application));
        }
        awaitMark(application, "deployed");
    }

    void undeployBeside(String application) {
        mark(application, "deployed", false);
        awaitMark(application, "undeployed");
    }

    void forget(String application) throws IOException {
        Files.delete(deployment(application));
    }

    /** By the server's own command line. */
    String command(String command) throws IOException {
        Process cli = new ProcessBuilder(
                        HOME.resolve("bin/jboss-cli.sh").toString(),
                        "--connect",
                        "--controller=127.0.0.1:" + (MANAGEMENT_PORT + offset),
                        "--command=" + command)
                .redirectErrorStream(true)
                .start();
        cli.getOutputStream().close();
        return new String(cli.getInputStream().readAllBytes(), UTF_8);
    }

    Path deployment(String application) {
        return base.resolve("deployments/" + application + ".war");
    }

    private Path marker(String application, String mark) {
        return base.resolve("deployments/%s.war.%s".formatted(application, mark));
    }

    private void mark(String application, String mark, boolean present) {
        try {
            if (present) {
                Files.createFile(marker(application, mark));
            } else {
                Files.delete(marker(application, mark));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitMark(String application, String mark) {
        await(name() + " " + mark).atMost(Cluster.GENEROUS).until(() -> Files.exists(marker(application, mark)));
    }
}
