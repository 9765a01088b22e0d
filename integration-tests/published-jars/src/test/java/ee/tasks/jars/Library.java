package ee.tasks.jars;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import ee.tasks.Task;
import ee.tasks.cdi.TasksExtension;
import ee.tasks.ejb.TimerTasks;
import ee.tasks.engine.TaskEngine;
import ee.tasks.jpa.JpaTaskStore;
import ee.tasks.tck.TaskStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A jar that users get. */
enum Library {
    API(Task.class, "ee.tasks", "tasks-api"),
    TCK(TaskStoreContract.class, "ee.tasks.tck", "tasks-tck"),
    ENGINE(TaskEngine.class, "ee.tasks.engine", "tasks-engine"),
    CDI_EXTENSION(TasksExtension.class, "ee.tasks.cdi", "tasks-cdi-extension"),
    JPA_STORE(JpaTaskStore.class, "ee.tasks.jpa", "tasks-jpa-store"),
    EJB_TIMER_BRIDGE(TimerTasks.class, "ee.tasks.ejb", "tasks-ejb-timer-bridge");

    /** Of all of them. */
    static final JavaClasses CLASSES_WITH_TCK =
            new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests())).importPackages("ee.tasks");

    /** Of all of them, but for the TCK, which is made of tests. */
    static final JavaClasses CLASSES = CLASSES_WITH_TCK.that(resideOutsideOfPackage("ee.tasks.tck.."));

    final String moduleName;
    final String artifact;
    private final Class<?> member;

    Library(Class<?> member, String moduleName, String artifact) {
        this.member = member;
        this.moduleName = moduleName;
        this.artifact = artifact;
    }

    Path jar() {
        try {
            Path jar = Path.of(
                    member.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (!Files.isRegularFile(jar)) {
                throw new IllegalStateException(jar + " is not a jar: these tests run in the phase integration-test");
            }
            return jar;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Path sources() {
        return beside("-sources.jar");
    }

    Path javadoc() {
        return beside("-javadoc.jar");
    }

    List<String> packagesOfJavadoc() throws IOException {
        try (JarFile file = new JarFile(javadoc().toFile())) {
            return new String(file.getInputStream(file.getEntry("element-list")).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("module:"))
                    .toList();
        }
    }

    private Path beside(String end) {
        Path jar = jar();
        String name = jar.getFileName().toString();
        return jar.resolveSibling(name.replaceFirst("\\.jar$", end));
    }

    Manifest manifest() {
        try (JarFile file = new JarFile(jar().toFile())) {
            return file.getManifest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The groups of the dependencies that an application gets with it, as its POM says, which stands in the jar of its sources. */
    List<String> groupsOfWhatItBrings() {
        try (JarFile file = new JarFile(sources().toFile())) {
            String pom = entries(sources()).stream()
                    .filter(path -> path.matches("META-INF/maven/.+/pom\\.xml"))
                    .findFirst()
                    .orElseThrow();
            XPath xpath = XPathFactory.newInstance().newXPath();
            Node project = (Node)
                    xpath.evaluate("/*", new InputSource(file.getInputStream(file.getEntry(pom))), XPathConstants.NODE);
            NodeList groups = (NodeList) xpath.evaluate(
                    "*[local-name()='dependencies']/*[not(*[local-name()='scope'] = 'provided' or *[local-name()='scope'] = 'test')]"
                            + "/*[local-name()='groupId']",
                    project,
                    XPathConstants.NODESET);
            return IntStream.range(0, groups.getLength())
                    .mapToObj(i -> groups.item(i).getTextContent())
                    .toList();
        } catch (IOException | XPathExpressionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return paths, without those of directories */
    static SortedSet<String> entries(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .collect(toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By path. */
    Map<String, byte[]> classFiles() {
        try (JarFile file = new JarFile(jar().toFile())) {
            Map<String, byte[]> classes = new TreeMap<>();
            for (String path : entries(jar())) {
                if (path.endsWith(".class")) {
                    classes.put(path, file.getInputStream(file.getEntry(path)).readAllBytes());
                }
            }
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
