package ee.tasks.it.gate;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

@ApplicationPath("/probe")
public class GateApplication extends Application {}
