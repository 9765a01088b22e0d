package ee.tasks.cdi;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.Set;

/** Found by its service file, also in the libraries of an EAR, where no annotation or fragment of theirs is read for a WAR. */
public class WebModuleInitializer implements ServletContainerInitializer {

    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
        context.addListener(WebModuleListener.class);
    }
}
