package ee.tasks.it.wildfly.pools;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

@ApplicationPath("/probe")
public class PoolsApplication extends Application {}
