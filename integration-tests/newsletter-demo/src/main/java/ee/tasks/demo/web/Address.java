package ee.tasks.demo.web;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says in the server's log what to open. WildFly tells its ports by system properties. */
@WebListener
public class Address implements ServletContextListener {

    private static final System.Logger LOGGER = System.getLogger(Address.class.getName());

    @Inject
    @ConfigProperty(name = "jboss.http.port", defaultValue = "8080")
    int port;

    @Inject
    @ConfigProperty(name = "jboss.socket.binding.port-offset", defaultValue = "0")
    int offset;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        LOGGER.log(
                System.Logger.Level.INFO,
                "The newsletter is at http://localhost:{0,number,#}{1}/",
                port + offset,
                event.getServletContext().getContextPath());
    }
}
