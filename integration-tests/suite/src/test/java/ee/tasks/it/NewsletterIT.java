package ee.tasks.it;

import java.io.File;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** The demo, as it is built. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class NewsletterIT implements NewsletterTests {

    @ArquillianResource
    URL deployment;

    private NewsletterClient newsletter;

    @Deployment(testable = false)
    static WebArchive demo() {
        return ShrinkWrap.create(ZipImporter.class, "newsletter.war")
                .importFrom(new File(System.getProperty("suite.directory"), "demo/newsletter-demo.war"))
                .as(WebArchive.class);
    }

    @BeforeEach
    void connect() {
        newsletter = new NewsletterClient(deployment);
    }

    @Override
    public NewsletterClient newsletter() {
        return newsletter;
    }
}
