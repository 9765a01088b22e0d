package ee.tasks.it.timers;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

@ApplicationPath("/probe")
public class TimersApplication extends Application {}
