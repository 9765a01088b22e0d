package ee.tasks.faults.app;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Its resources are found. */
@ApplicationPath("/")
public class RestApplication extends Application {}
