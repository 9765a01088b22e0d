package ee.tasks.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class WebFragmentTest {

    /** {@code TwoNodesIT} shows in two real servers that sessions are shared then. */
    @Test
    void applicationsThatBringItAlongMayShareTheirSessions() throws Exception {
        try (InputStream xml = TasksExtension.class.getResourceAsStream("/META-INF/web-fragment.xml")) {
            Document fragment =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml);

            assertThat(fragment.getElementsByTagName("distributable").getLength())
                    .isEqualTo(1);
        }
    }
}
