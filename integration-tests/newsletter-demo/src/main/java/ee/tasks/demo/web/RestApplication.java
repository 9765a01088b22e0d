package ee.tasks.demo.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything in this package, below {@code api}. */
@ApplicationPath("api")
public class RestApplication extends Application {}
