package ee.tasks.it.threads;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

@ApplicationPath("/probe")
public class ThreadsApplication extends Application {}
