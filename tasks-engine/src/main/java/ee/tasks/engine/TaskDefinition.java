package ee.tasks.engine;

import ee.tasks.engine.json.PayloadSignature;
import java.util.Set;

/**
 * A task that this deployment can run.
 *
 * @param name its name
 * @param formerNames names under which older invocations may be stored
 * @param beanClass the class of the bean that declares it
 * @param member the name of the method, or of the producer
 * @param signature what it takes and returns
 * @param isMethod whether method references mean it; a producer has none
 * @param returnsStage whether it returns a {@code CompletionStage} of its result
 * @param settings how it is run
 * @param invoker calls it
 */
public record TaskDefinition(
        String name,
        Set<String> formerNames,
        Class<?> beanClass,
        String member,
        PayloadSignature signature,
        boolean isMethod,
        boolean returnsStage,
        TaskSettings settings,
        TaskInvoker invoker) {

    /** Where it stands in the code, for messages. */
    public String location() {
        return beanClass.getName() + "." + member;
    }
}
