package ee.tasks.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** An application that imports the bill of materials gets the versions of our artifacts, and no version of another project. */
class BomTest {

    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    private static final Pattern NO_VERSION =
            Pattern.compile("'dependencies\\.dependency\\.version' for (\\S+) is missing");

    @TempDir
    Path directory;

    @Test
    void itManagesEachJarThatUsersGetAndNothingElse() throws Exception {
        Document bom = parse("tasks-bom/pom.xml");
        // a parent, or an import, would bring versions that the list does not show
        assertThat(XPATH.evaluate("/project/parent", bom, XPathConstants.NODE)).isNull();
        assertThat(managed(bom))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Library.values())
                        .map(library -> new Managed("ee.tasks", library.artifact, "${project.version}", "jar", ""))
                        .toList());
    }

    /** Else a new artifact could be forgotten in both lists. */
    @Test
    void itManagesWhatTheParentManagesOfOurs() throws Exception {
        assertThat(managed(parse("pom.xml")))
                .filteredOn(each -> each.group.equals("ee.tasks"))
                .extracting(Managed::artifact)
                .hasSameElementsAs(managed(parse("tasks-bom/pom.xml")).stream()
                        .map(Managed::artifact)
                        .toList());
    }

    /** The bill of materials inherits no version, so a release could forget to change it. */
    @Test
    void itsVersionIsThatOfTheJars() throws Exception {
        assertThat(XPATH.evaluate("/project/version", parse("tasks-bom/pom.xml")))
                .isEqualTo(XPATH.evaluate("/project/version", parse("pom.xml")))
                .isEqualTo(FreshMaven.VERSION);
    }

    @Test
    void itsPluginsAreThoseOfTheParent() throws Exception {
        Document bom = parse("tasks-bom/pom.xml");
        Document parent = parse("pom.xml");
        List<Node> plugins = nodes(bom, "/project/build/pluginManagement/plugins/plugin");
        assertThat(plugins).isNotEmpty();
        for (Node plugin : plugins) {
            String name = XPATH.evaluate("artifactId", plugin);
            assertThat(XPATH.evaluate("version", plugin))
                    .as(name)
                    .isEqualTo(XPATH.evaluate("/project/properties/*[local-name()='version." + name + "']", parent));
        }
    }

    @Test
    void anApplicationThatImportsItNamesNoVersionOfOurs() throws Exception {
        String jars = Stream.of(Library.values())
                .map(library ->
                        dependency("ee.tasks", library.artifact, "jar", library == Library.TCK ? "test" : "compile"))
                .reduce("", String::concat);
        try (FreshMaven maven = new FreshMaven(directory)) {
            Path project = maven.application("imports", pom(jars));

            FreshMaven.Run run = maven.run(project, "compiler:testCompile", "war:war");

            assertThat(run.exitCode()).as(run.output()).isZero();
            assertThat(Library.entries(project.resolve("target/imports-1.war")))
                    .as(run.output())
                    .filteredOn(path -> path.startsWith("WEB-INF/lib/"))
                    .map(path -> path.substring("WEB-INF/lib/".length()))
                    .containsExactlyInAnyOrderElementsOf(Stream.of(Library.values())
                            .filter(library -> library != Library.TCK)
                            .map(library -> library.artifact + "-" + FreshMaven.VERSION + ".jar")
                            .toList());
        }
    }

    /** Maven itself says which dependencies have no version: all that our own build manages, except ours. */
    @Test
    void anApplicationThatImportsItGetsNoVersionOfAnothersArtifact() throws Exception {
        List<Managed> others = managed(parse("pom.xml")).stream()
                .filter(each -> !each.group.equals("ee.tasks") && each.scope.isEmpty())
                .toList();
        assertThat(others).hasSizeGreaterThan(30);
        String dependencies = others.stream()
                .map(each -> dependency(each.group, each.artifact, each.type, "compile"))
                .reduce(dependency("ee.tasks", "tasks-api", "jar", "compile"), String::concat);
        try (FreshMaven maven = new FreshMaven(directory)) {
            FreshMaven.Run run = maven.run(maven.application("others", pom(dependencies)), "validate");

            assertThat(run.exitCode()).as(run.output()).isNotZero();
            assertThat(NO_VERSION
                            .matcher(run.output())
                            .results()
                            .map(found -> found.group(1))
                            .distinct())
                    .containsExactlyInAnyOrderElementsOf(others.stream()
                            .map(each -> each.group + ":" + each.artifact + ":" + each.type)
                            .toList());
        }
    }

    private record Managed(String group, String artifact, String version, String type, String scope) {}

    private static List<Managed> managed(Document pom) throws XPathExpressionException {
        return nodes(pom, "/project/dependencyManagement/dependencies/dependency").stream()
                .map(each -> new Managed(
                        text(each, "groupId"),
                        text(each, "artifactId"),
                        text(each, "version"),
                        text(each, "type").isEmpty() ? "jar" : text(each, "type"),
                        text(each, "scope")))
                .toList();
    }

    private static String text(Node dependency, String element) {
        try {
            return XPATH.evaluate(element, dependency);
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(element, e);
        }
    }

    private static List<Node> nodes(Document pom, String path) throws XPathExpressionException {
        NodeList found = (NodeList) XPATH.evaluate(path, pom, XPathConstants.NODESET);
        return IntStream.range(0, found.getLength()).mapToObj(found::item).toList();
    }

    private static Document parse(String pom) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(FreshMaven.ROOT.resolve(pom).toFile());
    }

    /** With the plugins of the POM of the manual's first page, which are those of this build. */
    private static String pom(String dependencies) {
        return """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.acme</groupId> <artifactId>imports</artifactId> <version>1</version> <packaging>war</packaging>
                  <properties><maven.compiler.release>17</maven.compiler.release></properties>
                  <dependencyManagement><dependencies>
                    <dependency><groupId>ee.tasks</groupId><artifactId>tasks-bom</artifactId><version>1.0.0-SNAPSHOT</version><type>pom</type><scope>import</scope></dependency>
                  </dependencies></dependencyManagement>
                  <dependencies>
                    %s
                  </dependencies>
                  <build><plugins>
                    <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.14.0</version></plugin>
                    <plugin><artifactId>maven-war-plugin</artifactId><version>3.4.0</version><configuration><failOnMissingWebXml>false</failOnMissingWebXml></configuration></plugin>
                  </plugins></build>
                </project>
                """.formatted(dependencies);
    }

    private static String dependency(String group, String artifact, String type, String scope) {
        return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><type>%s</type><scope>%s</scope></dependency>"
                .formatted(group, artifact, type, scope);
    }
}
