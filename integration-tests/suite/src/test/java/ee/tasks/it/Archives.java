package ee.tasks.it;

import ee.tasks.it.app.Ledger;
import ee.tasks.it.app.LedgerEntry;
import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Builds the WARs that the tests deploy; a test adds its own beans and properties. */
public final class Archives {

    private static final String PERSISTENCE_UNIT = """
            <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
              <persistence-unit name="application">
                <jta-data-source>%s</jta-data-source>
                <properties>
                  <property name="jakarta.persistence.schema-generation.database.action" value="drop-and-create"/>
                </properties>
              </persistence-unit>
            </persistence>
            """;

    private Archives() {}

    /** A WAR with EE Tasks and the assertion libraries in {@code WEB-INF/lib}, and the given classes. */
    public static WebArchive war(String name, Class<?>... classes) {
        return ShrinkWrap.create(WebArchive.class, name + ".war")
                .addAsLibraries(jars("libraries"))
                .addAsLibraries(jars("test-libraries"))
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addClasses(classes);
    }

    /** The same with the bridge to EJB timers. */
    public static WebArchive warWithTimers(String name, Class<?>... classes) {
        return war(name, classes).addAsLibraries(jars("timer-bridge"));
    }

    /** The application of {@code ee.tasks.it.app} with its persistence unit, and these properties in its configuration. */
    public static WebArchive application(String name, String... properties) {
        return applicationOn("java:comp/DefaultDataSource", name, properties);
    }

    /** The same on another data source than the server's default. */
    public static WebArchive applicationOn(String dataSource, String name, String... properties) {
        return war(name)
                .addPackage(Ledger.class.getPackage())
                .addAsResource(new StringAsset(PERSISTENCE_UNIT.formatted(dataSource)), "META-INF/persistence.xml")
                .addAsResource(
                        new StringAsset(String.join("\n", properties)), "META-INF/microprofile-config.properties");
    }

    /** An EAR with EE Tasks, these properties and the application's persistence unit in its libraries; modules are added to it. */
    public static EnterpriseArchive ear(String name, String... properties) {
        JavaArchive model = ShrinkWrap.create(JavaArchive.class, "model.jar")
                .addClasses(Ledger.class, LedgerEntry.class)
                .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsManifestResource(
                        new StringAsset(PERSISTENCE_UNIT.formatted("java:comp/DefaultDataSource")), "persistence.xml")
                .addAsManifestResource(
                        new StringAsset(String.join("\n", properties)), "microprofile-config.properties");
        return ShrinkWrap.create(EnterpriseArchive.class, name + ".ear")
                .addAsLibraries(jars("libraries"))
                .addAsLibraries(jars("test-libraries"))
                .addAsLibrary(model);
    }

    private static File[] jars(String directory) {
        var jars = new File(System.getProperty("suite.directory"), directory)
                .listFiles((d, name) -> name.endsWith(".jar"));
        if (jars == null || jars.length == 0) {
            throw new IllegalStateException("no jars in " + directory + "; run mvn pre-integration-test first");
        }
        return jars;
    }
}
