package ee.tasks.it;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Builds the WARs that the tests deploy; a test adds its own beans and properties. */
public final class Archives {

    private Archives() {}

    /** A WAR with EE Tasks and the assertion libraries in {@code WEB-INF/lib}, and the given classes. */
    public static WebArchive war(String name, Class<?>... classes) {
        return ShrinkWrap.create(WebArchive.class, name + ".war")
                .addAsLibraries(jars("libraries"))
                .addAsLibraries(jars("test-libraries"))
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addClasses(classes);
    }

    private static File[] jars(String directory) {
        var jars = new File(System.getProperty("build.directory"), directory)
                .listFiles((d, name) -> name.endsWith(".jar"));
        if (jars == null || jars.length == 0) {
            throw new IllegalStateException("no jars in target/" + directory + "; run mvn pre-integration-test first");
        }
        return jars;
    }
}
