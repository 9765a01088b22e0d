package ee.tasks.it.namespaces;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

@ApplicationPath("/probe")
public class NamespacesApplication extends Application {}
