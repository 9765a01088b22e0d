/**
 * What {@code @Limit} says: rates, templates of keys, and the rules of a task. Knows neither stores nor workers.
 * For the engine, for {@code ee.tasks.cdi}, which reads the annotation, and for {@code ee.tasks.config}, which reads rates.
 */
package ee.tasks.engine.limit;
